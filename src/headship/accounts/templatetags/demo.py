"""The personas of the demonstration, for the sign-in page."""

from django import template

from headship.accounts import demo

register = template.Library()


@register.simple_tag
def demo_personas():
    """Return whom to sign in as, nobody outside the demonstration."""
    return demo.personas()
