"""Who may reach which program, cohort, session or person, from which side of the wall.

A cohort belongs to its provider, its people belong to their districts. So there are
three doors:

- the *provider's* members reach what their organization owns, by permission;
- a *participant* reaches only the own place, its cohort's dates and materials;
- a *district's* members reach their own people's places in other organizations'
  cohorts, by permission, and nobody else's.

Only the last two cross from one tenant to another. They run with scopes disabled and
filter by the member or by the member's organization themselves. Rows reached that way
belong to the provider, and related managers of the scoped models would silently find
nothing: read on through ``queries.crossing``, or inside ``at_provider``.
"""

from headship.programs.access.attendance import get_my_attendance
from headship.programs.access.certificates import (
    get_certificate,
    get_certificate_batch,
    get_my_certificate,
)
from headship.programs.access.crossing import (
    get_home_participant,
    get_joined_cohort,
    get_my_participation,
    get_my_session,
)
from headship.programs.access.materials import (
    get_material,
    get_material_link,
    get_material_version,
)
from headship.programs.access.offers import (
    get_enquiry,
    get_my_testimonial,
    get_scope,
    get_testimonial,
)
from headship.programs.access.practice import (
    get_peer_log,
    get_shared_log,
    get_task,
    leads_in,
)
from headship.programs.access.provider import (
    get_absence,
    get_block,
    get_cohort,
    get_cohort_district,
    get_facilitator,
    get_led_day,
    get_led_session,
    get_make_up,
    get_own_facilitator,
    get_participant,
    get_program,
    get_program_session,
    get_qualification,
    get_session,
    get_shown_session,
    get_venue,
    get_watched_cohort,
)
from headship.programs.access.walls import TAKES_PART, at_provider

__all__ = [
    "TAKES_PART",
    "at_provider",
    "get_absence",
    "get_block",
    "get_certificate",
    "get_certificate_batch",
    "get_cohort",
    "get_cohort_district",
    "get_enquiry",
    "get_facilitator",
    "get_home_participant",
    "get_joined_cohort",
    "get_led_day",
    "get_led_session",
    "get_make_up",
    "get_material",
    "get_material_link",
    "get_material_version",
    "get_my_attendance",
    "get_my_certificate",
    "get_my_participation",
    "get_my_session",
    "get_my_testimonial",
    "get_own_facilitator",
    "get_participant",
    "get_peer_log",
    "get_program",
    "get_program_session",
    "get_qualification",
    "get_scope",
    "get_session",
    "get_shared_log",
    "get_shown_session",
    "get_task",
    "get_testimonial",
    "get_venue",
    "get_watched_cohort",
    "leads_in",
]
