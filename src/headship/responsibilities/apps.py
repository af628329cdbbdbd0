from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from headship.core.navigation import Entry, Verb, register


class ResponsibilitiesConfig(AppConfig):
    name = "headship.responsibilities"
    label = "responsibilities"

    def ready(self) -> None:
        register(
            Entry(
                verb=Verb.LEARN,
                label=_("The 21 responsibilities"),
                url_name="responsibilities:responsibility_list",
                in_organization=False,
                order=10,
            ),
            Entry(
                verb=Verb.LEARN,
                label=_("Two orders of change"),
                url_name="responsibilities:change_order",
                in_organization=False,
                order=20,
            ),
        )
