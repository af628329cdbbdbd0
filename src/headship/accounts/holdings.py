"""Whose rows the tables of accounts hold."""

from django.utils.translation import gettext_lazy as _

from headship.core.holdings import Holding, register, register_site

register(
    Holding(
        "accounts.User",
        organization="",
        person="pk",
        own="ref email name language joined_at last_login",
        hidden="password is_active is_staff is_superuser",
        because=_("the password, of which only a trace is kept"),
    ),
)
register_site(
    "accounts.User_groups",
    "accounts.User_user_permissions",
    because="they say who runs the site, and go with the account",
)
