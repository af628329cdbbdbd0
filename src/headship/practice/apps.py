from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from headship.core.navigation import Entry, Verb, register


class PracticeConfig(AppConfig):
    name = "headship.practice"
    label = "practice"

    def ready(self) -> None:
        from headship.practice import (  # noqa: PLC0415 -- needs the models
            emails,  # noqa: F401
            holdings,  # noqa: F401
        )

        register(
            Entry(
                verb=Verb.FOCUS,
                label=_("My practices"),
                url_name="practice:practice_list",
                permission="practice_manage",
                order=10,
            )
        )
