"""Whose rows the tables of programs hold.

What hangs on a cohort belongs to its provider, but what is about a person of another
organization belongs to that organization: such tables are named twice.
"""

from django.utils.translation import gettext_lazy as _

from headship.core.holdings import Holding, register

SECRETS = _("secrets, of which only traces are kept")
MARKS = _("where the file is kept on this server")
CALENDARS = _("What people's calendars hold is theirs.")
PROVIDERS = _("what only the provider's own pages show")

register(
    Holding(
        "programs.Program",
        columns="ref title template_key audience about day_minutes state",
        hidden="organization",
    ),
    Holding(
        "programs.ProgramSession",
        organization="program__organization",
        columns="ref program position title purpose areas days weeks_after_previous",
    ),
    Holding(
        "programs.Block",
        organization="session__program__organization",
        columns="ref session position title minutes responsibilities objectives "
        "materials activity facilitator_notes practice_task practice_weeks case_key",
    ),
    Holding(
        "programs.Cohort",
        columns="ref program title capacity time_zone starts_on ends_on budget_cents "
        "currency state",
        hidden="organization feed_key",
        because=SECRETS,
    ),
    Holding(
        "programs.CohortDistrict",
        organization="cohort__organization",
        columns="ref cohort district district__name state agreed_by decided_at",
    ),
    Holding(
        "programs.CohortDistrict",
        organization="district",
        host="cohort__organization",
        columns="ref cohort cohort__title cohort__organization__name state agreed_by "
        "decided_at",
    ),
)
register(
    Holding(
        "programs.Participant",
        organization="cohort__organization",
        person="member__user",
        columns="ref cohort cohort__title organization organization__name member "
        "member__given_name member__family_name leader_role state waiting_since "
        "state_changed_at reason moved_to",
    ),
    Holding(
        "programs.Participant",
        organization="organization",
        host="cohort__organization",
        columns="ref cohort cohort__title cohort__organization__name member "
        "leader_role state state_changed_at",
        because=PROVIDERS,
        holds_host=True,
    ),
    Holding(
        "programs.Attendance",
        organization="participant__cohort__organization",
        person="participant__member__user",
        columns="ref day day__session__title day__starts_at participant hours method "
        "recorded_at recorded_by corrected_at corrected_by correction",
    ),
    Holding(
        "programs.Attendance",
        organization="participant__organization",
        host="participant__cohort__organization",
        columns="ref day__session__title day__starts_at participant hours method",
        because=PROVIDERS,
    ),
    Holding(
        "programs.MakeUp",
        organization="participant__cohort__organization",
        person="participant__member__user",
        columns="ref participant missed session assigned_at",
    ),
    Holding(
        "programs.MakeUp",
        organization="participant__organization",
        host="participant__cohort__organization",
        columns="ref participant missed__title session__title",
        because=PROVIDERS,
    ),
    Holding(
        "programs.Certificate",
        organization="participant__cohort__organization",
        person="participant__member__user",
        columns="ref participant session number recipient title issuer hours first_on "
        "last_on credential issued_at issued_by revoked_at revoked_because",
        hidden="batch key",
    ),
    Holding(
        "programs.Certificate",
        organization="participant__organization",
        host="participant__cohort__organization",
        columns="ref participant number recipient title issuer hours first_on last_on "
        "issued_at revoked_at",
        because=PROVIDERS,
    ),
    Holding(
        "programs.Testimonial",
        person="participant__member__user",
        columns="ref participant text attribution consent_text consented_at state "
        "published_at withdrawn_at",
        hidden="organization",
    ),
    Holding(
        "programs.Testimonial",
        organization="participant__organization",
        host="organization",
        because=_("Words on a program are between whoever said them and the provider."),
    ),
    Holding(
        "programs.CalendarMessage",
        organization="session__cohort__organization",
        person="member__user",
        own="ref session day_number sequence method starts_at ends_at zone summary "
        "location link reason created_at",
        hidden="member",
        because=CALENDARS,
    ),
    Holding(
        "programs.CalendarMessage",
        organization="member__organization",
        host="session__cohort__organization",
        because=CALENDARS,
    ),
    Holding(
        "programs.FeedKey",
        organization="member__organization",
        person="member__user",
        own="ref created_at revoked_at",
        hidden="member key_hash",
        because=CALENDARS,
    ),
)
register(
    Holding(
        "programs.CompletionRule",
        organization="cohort__organization",
        columns="cohort minimum_share",
    ),
    Holding(
        "programs.BadgeKey",
        columns="ref public_key state created_at retired_at",
        hidden="organization sealed_key",
        because=SECRETS,
    ),
    Holding(
        "programs.CertificateBatch",
        organization="cohort__organization",
        columns="ref cohort session state looked_at_count total_count error created_at "
        "created_by finished_at",
        hidden="claim beat_at",
    ),
    Holding("programs.HoursLayout", columns="ref name columns", hidden="organization"),
    Holding(
        "programs.Venue",
        columns="ref name address room capacity time_zone kind link",
        hidden="organization",
    ),
    Holding(
        "programs.Session",
        organization="cohort__organization",
        columns="ref cohort program_session number title mode state uid sequence "
        "cancelled_because",
    ),
    Holding(
        "programs.SessionDay",
        organization="session__cohort__organization",
        columns="ref session starts_at ends_at venue",
    ),
    Holding(
        "programs.Door",
        organization="day__session__cohort__organization",
        columns="ref day opened_at opened_by",
        hidden="tag",
        because=SECRETS,
    ),
    Holding(
        "programs.PracticeTask",
        organization="session__cohort__organization",
        columns="ref session block what responsibility_key due_on set_at set_by",
    ),
    Holding(
        "programs.SessionFeedback",
        organization="session__cohort__organization",
        columns="ref session survey previous",
    ),
    Holding(
        "programs.LevelFigure",
        organization="session__cohort__organization",
        columns="session level n mean lower upper withheld",
        hidden="feedback",
    ),
    Holding(
        "programs.Enquiry",
        columns="ref came_by name district email phone answer_by message program state "
        "owner follow_up_on received_at",
        hidden="organization",
    ),
    Holding(
        "programs.EnquiryNote",
        organization="enquiry__organization",
        columns="enquiry by at text",
    ),
    Holding(
        "programs.RateCard",
        columns="ref currency facilitator_day co_facilitator_day preparation_day trip "
        "travel_day participant_travel_day venue_day online_day materials_person "
        "coaching_hour people_per_facilitator",
        hidden="organization",
    ),
    Holding(
        "programs.Scope",
        columns="ref title client note currency problem found chosen state created_at "
        "created_by proposed_at proposed_by decided_at decided_by decided_by_name "
        "reason cohort",
        hidden="organization",
    ),
    Holding(
        "programs.Material",
        columns="ref title kind summary source license license_note responsibilities "
        "shipped_key withdrawn_at",
        hidden="organization",
    ),
    Holding(
        "programs.MaterialVersion",
        organization="material__organization",
        columns="ref material number form text url filename size note added_at added_by",
        hidden="stored",
        because=MARKS,
        file="stored",
    ),
    Holding(
        "programs.MaterialAccess",
        organization="material__organization",
        columns="material cohort audience",
    ),
    Holding(
        "programs.MaterialLink",
        organization="version__material__organization",
        columns="ref version label expires_at made_at made_by used_count",
        hidden="code_hash",
        because=SECRETS,
    ),
)
for facilitated in (
    Holding(
        "programs.Facilitator",
        columns="ref member member__given_name member__family_name reach mentor "
        "trained_as is_retired",
        own="organization",
        person="member__user",
    ),
    Holding(
        "programs.Qualification",
        organization="facilitator__organization",
        person="facilitator__member__user",
        columns="ref facilitator kind content observed_by observer_name on expires_on "
        "note revoked_on revoked_because",
    ),
    Holding(
        "programs.Unavailable",
        organization="facilitator__organization",
        person="facilitator__member__user",
        columns="ref facilitator starts_at ends_at",
    ),
    Holding(
        "programs.SessionFacilitator",
        organization="session__cohort__organization",
        person="facilitator__member__user",
        columns="session facilitator part",
    ),
    Holding(
        "programs.FidelityCheck",
        organization="session__cohort__organization",
        person="facilitator__member__user",
        columns="ref session facilitator part remarks recorded_at",
    ),
    Holding(
        "programs.FidelityLine",
        organization="account__session__cohort__organization",
        person="account__facilitator__member__user",
        columns="account position title planned_minutes outcome minutes note",
    ),
):
    leads = facilitated.person.removesuffix("__user")
    register(
        facilitated,
        Holding(
            facilitated.model,
            organization=f"{leads}__organization",
            host=facilitated.organization,
            because=_(
                "What a provider writes of the facilitators it trains is its own."
            ),
        ),
    )
