"""Whose rows the tables of core hold."""

from django.utils.translation import gettext_lazy as _

from headship.core.holdings import Holding, register

register(
    Holding(
        "core.AuditEvent",
        organization="organization_ref",
        columns="ref at actor_ref actor_label event subject_kind subject_ref "
        "subject_label details",
        hidden="organization_ref",
        because=_("the organization, which is always this one"),
    ),
    Holding(
        "core.OutgoingMail",
        organization="organization_ref",
        hidden="ref organization_ref kind subject_ref to once_key state attempts "
        "next_attempt_at last_error",
        because=_("Who was reminded of a questionnaire had not answered it yet."),
    ),
)
