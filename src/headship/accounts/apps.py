from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from headship.core.navigation import Entry, Verb, register_personal


class AccountsConfig(AppConfig):
    name = "headship.accounts"
    label = "accounts"

    def ready(self):
        register_personal(
            Entry(
                verb=Verb.HOME,
                label=_("Change the password"),
                url_name="account_change_password",
                in_organization=False,
                order=80,
            ),
            Entry(
                verb=Verb.HOME,
                label=_("Second factor"),
                url_name="mfa_index",
                in_organization=False,
                order=90,
            ),
        )
