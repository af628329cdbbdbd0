from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from headship.core.navigation import Entry, Verb, register, register_personal


class EvidenceConfig(AppConfig):
    name = "headship.evidence"
    label = "evidence"

    def ready(self) -> None:
        from headship.evidence import (  # noqa: PLC0415 -- needs the models
            emails,  # noqa: F401
            holdings,  # noqa: F401
        )

        register(
            Entry(
                verb=Verb.EVIDENCE,
                label=_("Evidence library"),
                url_name="evidence:home",
                in_organization=False,
            )
        )
        register_personal(
            Entry(
                verb=Verb.EVIDENCE,
                label=_("Saved searches"),
                url_name="evidence_saved:search_list",
                in_organization=False,
                order=20,
            )
        )
