from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from headship.core import navigation
from headship.core.navigation import Entry, Verb


class AccountsConfig(AppConfig):
    name = "headship.accounts"
    label = "accounts"

    def ready(self):
        from headship.accounts import holdings  # noqa: F401, PLC0415 -- speaks of the models

        pages = [(_("My profile"), "profile"), (_("Security"), "security")]
        for order, (label, page) in enumerate(pages):
            navigation.register_personal(
                Entry(
                    verb=Verb.HOME,
                    label=label,
                    url_name=f"accounts:{page}",
                    in_organization=False,
                    order=order,
                )
            )
