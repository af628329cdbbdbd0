from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "headship.instruments"
    label = "instruments"

    def ready(self):
        from headship.core.navigation import Entry, Verb, register  # noqa: PLC0415 -- apps are ready now
        from headship.instruments import holdings  # noqa: F401, PLC0415 -- speaks of the models
        from headship.orgs.permissions import Permission  # noqa: PLC0415 -- needs models

        register(
            Entry(
                verb=Verb.ASSESS,
                label=_("Questionnaires"),
                url_name="instruments:instrument_list",
                permission=Permission.INSTRUMENT_VIEW,
                order=90,
            )
        )
