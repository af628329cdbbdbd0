from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from headship.core.navigation import Entry, Verb, register


class FeedbackConfig(AppConfig):
    name = "headship.feedback"
    label = "feedback"

    def ready(self) -> None:
        from headship.feedback import holdings  # noqa: F401, PLC0415 -- speaks of the models

        register(
            Entry(
                verb=Verb.ASSESS,
                label=_("My feedback"),
                url_name="feedback:review_list",
                order=10,
            ),
            Entry(
                verb=Verb.ASSESS,
                label=_("360 cycles"),
                url_name="feedback:cycle_list",
                permission="cycle_view",
                order=20,
            ),
            Entry(
                verb=Verb.ASSESS,
                label=_("Nominations to decide"),
                url_name="feedback:approval_list",
                permission="nomination_approve",
                order=30,
            ),
        )
