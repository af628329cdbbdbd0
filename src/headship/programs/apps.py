from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from headship.core.navigation import Entry, Verb, register

VIEW, MANAGE = "program_view", "program_manage"
RUN, OFFER = _("Cohorts and people"), _("Programs and offers")


class ProgramsConfig(AppConfig):
    name = "headship.programs"
    label = "programs"

    def ready(self) -> None:
        from headship.programs import holdings  # noqa: F401, PLC0415 -- speaks of the models
        from headship.programs.emails import (  # noqa: PLC0415 -- needs the models
            calendar,  # noqa: F401
            places,  # noqa: F401
        )

        register(
            _entry(_("My learning"), "my_learning", "learning_take_part", 1),
            _entry(_("My library"), "library_list", "learning_take_part", 1),
            _entry(_("My cohorts"), "my_cohorts", "session_lead", 1),
            _entry(_("Program health"), "health", VIEW, 1),
            _entry(_("Cohorts"), "cohort_list", VIEW, 2, RUN),
            _entry(_("Sessions"), "session_list", VIEW, 2, RUN),
            _entry(_("Facilitators"), "facilitator_list", MANAGE, 2, RUN),
            _entry(_("Joined programs"), "joined_list", VIEW, 2, RUN),
            _entry(_("Programs"), "program_list", VIEW, 3, OFFER),
            _entry(_("Templates"), "template_list", VIEW, 3, OFFER),
            _entry(_("Case studies"), "case_list", "session_lead", 3, OFFER),
            _entry(_("Materials"), "material_list", MANAGE, 3, OFFER),
            _entry(_("Scopes of work"), "scope_list", VIEW, 3, OFFER),
            _entry(_("Enquiries"), "enquiry_list", MANAGE, 3, OFFER),
        )


def _entry(label, name: str, permission: str, order: int, group="") -> Entry:
    return Entry(
        verb=Verb.LEARN,
        label=label,
        url_name=f"programs:{name}",
        permission=permission,
        order=order,
        group=group,
    )
