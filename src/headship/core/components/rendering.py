"""How a component becomes HTML: one template each."""

from django.template.loader import get_template
from django.utils.safestring import SafeString


def render_component(name: str, /, **values: object) -> SafeString:
    """Render ``core/ui/<name>.html`` with nothing but the given values."""
    return SafeString(get_template(f"core/ui/{name}.html").render(values))
