"""What the audit log says of programs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from headship.core import audit


@audit.vocabulary
class Event(TextChoices):
    # Programs.
    PROGRAM_STARTED = "program_started", _("Started a program")
    PROGRAM_CHANGED = "program_changed", _("Changed a program")
    PROGRAM_OFFERED = "program_offered", _("Offered a program")
    PROGRAM_RETIRED = "program_retired", _("Retired a program")
    # Cohorts.
    COHORT_PLANNED = "cohort_planned", _("Planned a cohort")
    COHORT_CHANGED = "cohort_changed", _("Changed a cohort")
    COHORT_OPENED = "cohort_opened", _("Opened a cohort for enrollment")
    COHORT_STARTED = "cohort_started", _("Started a cohort")
    COHORT_FINISHED = "cohort_finished", _("Finished a cohort")
    COHORT_CANCELLED = "cohort_cancelled", _("Cancelled a cohort")
    DISTRICT_INVITED = "district_invited", _("Invited a district to a cohort")
    DISTRICT_REMOVED = "district_removed", _("Took a district out of a cohort")
    DISTRICT_AGREED = "district_agreed", _("Agreed to take part in a cohort")
    DISTRICT_DECLINED = "district_declined", _("Declined to take part in a cohort")
    # People in cohorts.
    PARTICIPANT_INVITED = "participant_invited", _("Invited a person to a cohort")
    PARTICIPANT_APPLIED = "participant_applied", _("Applied to a cohort")
    PARTICIPANT_ENROLLED = "participant_enrolled", _("Enrolled in a cohort")
    PARTICIPANT_WAITING = "participant_waiting", _("Joined a cohort's waiting list")
    PARTICIPANT_DECLINED = "participant_declined", _("Declined a place in a cohort")
    PARTICIPANT_WITHDRAWN = "participant_withdrawn", _("Withdrew from a cohort")
    PARTICIPANT_TRANSFERRED = "participant_transferred", _("Moved to another cohort")
    PARTICIPANT_COMPLETED = "participant_completed", _("Completed a program")
    MAKE_UP_ASSIGNED = "make_up_assigned", _("Arranged a make-up session")
    MAKE_UP_REMOVED = "make_up_removed", _("Called off a make-up session")
    # Sessions.
    VENUE_ADDED = "venue_added", _("Added a venue")
    VENUE_CHANGED = "venue_changed", _("Changed a venue")
    SESSION_SCHEDULED = "session_scheduled", _("Scheduled a session")
    SESSION_RESCHEDULED = "session_rescheduled", _("Rescheduled a session")
    LEAD_REPLACED = "lead_replaced", _("Replaced the lead of a session")
    SESSION_CANCELLED = "session_cancelled", _("Cancelled a session")
    SESSION_HELD = "session_held", _("Recorded a session as held")
    # Facilitators.
    FACILITATOR_ADDED = "facilitator_added", _("Added a facilitator")
    FACILITATOR_CHANGED = "facilitator_changed", _("Changed a facilitator")
    QUALIFICATION_ADDED = "qualification_added", _("Recorded a qualification")
    QUALIFICATION_REMOVED = "qualification_removed", _("Removed a qualification")
    QUALIFICATION_REVOKED = "qualification_revoked", _("Revoked a qualification")
    ABSENCE_ADDED = "absence_added", _("Recorded when a facilitator is away")
    ABSENCE_REMOVED = "absence_removed", _("Removed a facilitator's absence")
    TRAINEE_ADDED = "trainee_added", _("Began to train a facilitator")
    FACILITATOR_ADMITTED = "facilitator_admitted", _("Admitted a local facilitator")
    # Session feedback and fidelity.
    FEEDBACK_OPENED = "feedback_opened", _("Opened feedback on a session")
    FEEDBACK_REMINDED = "feedback_reminded", _("Reminded of a session's feedback")
    FEEDBACK_CLOSED = "feedback_closed", _("Closed feedback on a session")
    FIDELITY_RECORDED = "fidelity_recorded", _("Recorded how a session was led")
    # Enquiries and testimonials.
    ENQUIRY_RECEIVED = "enquiry_received", _("Received an enquiry")
    ENQUIRY_CHANGED = "enquiry_changed", _("Changed an enquiry")
    ENQUIRY_NOTED = "enquiry_noted", _("Wrote a note on an enquiry")
    ENQUIRY_ERASED = "enquiry_erased", _("Erased an enquiry")
    TESTIMONIAL_OFFERED = "testimonial_offered", _("Offered a testimonial")
    TESTIMONIAL_PUBLISHED = "testimonial_published", _("Published a testimonial")
    TESTIMONIAL_UNPUBLISHED = "testimonial_unpublished", _("Took a testimonial down")
    TESTIMONIAL_WITHDRAWN = "testimonial_withdrawn", _("Withdrew a testimonial")
    # Calendars.
    FEED_KEY_MADE = "feed_key_made", _("Made a key for a calendar")
    FEED_KEY_REVOKED = "feed_key_revoked", _("Revoked a key for a calendar")
    # Attendance.
    DOOR_OPENED = "door_opened", _("Opened the door of a session day")
    ATTENDANCE_RECORDED = "attendance_recorded", _("Recorded attendance")
    ATTENDANCE_CORRECTED = "attendance_corrected", _("Corrected attendance")
    # Certificates.
    COMPLETION_RULE_SET = "completion_rule_set", _("Set what completes a program")
    CERTIFICATE_ISSUED = "certificate_issued", _("Issued a certificate")
    CERTIFICATE_REVOKED = "certificate_revoked", _("Revoked a certificate")
    CERTIFICATE_BATCH_STARTED = (
        "certificate_batch_started",
        _("Began to issue certificates"),
    )
    BADGE_KEY_MADE = "badge_key_made", _("Made a key that signs badges")
    BADGE_KEY_ROTATED = "badge_key_rotated", _("Replaced the key that signs badges")
    HOURS_LAYOUT_SAVED = "hours_layout_saved", _("Saved a layout for hour reports")
    HOURS_LAYOUT_REMOVED = (
        "hours_layout_removed",
        _("Removed a layout for hour reports"),
    )
    # Scopes of work.
    RATES_CHANGED = "rates_changed", _("Changed the rates")
    SCOPE_CREATED = "scope_created", _("Wrote a scope of work")
    SCOPE_CHANGED = "scope_changed", _("Changed a scope of work")
    SCOPE_PROPOSED = "scope_proposed", _("Proposed a scope of work")
    SCOPE_ACCEPTED = "scope_accepted", _("Accepted a scope of work")
    SCOPE_DECLINED = "scope_declined", _("Declined a scope of work")
    # Practice between sessions.
    TASK_SET = "task_set", _("Set a task for the time between sessions")
    TASK_HANDED_OUT = "task_handed_out", _("Handed a task to those who joined later")
    TASK_REMOVED = "task_removed", _("Removed a task that nobody had begun")
    # Materials.
    MATERIAL_ADDED = "material_added", _("Added a material")
    MATERIAL_CHANGED = "material_changed", _("Changed a material")
    MATERIAL_VERSION_ADDED = "material_version_added", _("Added a version")
    MATERIAL_WITHDRAWN = "material_withdrawn", _("Withdrew a material")
    MATERIAL_RESTORED = "material_restored", _("Restored a material")
    MATERIAL_LINK_MADE = "material_link_made", _("Made a link to a material")
    MATERIAL_LINK_USED = "material_link_used", _("Downloaded a material by a link")
    MATERIAL_LINK_ENDED = "material_link_ended", _("Ended a link to a material")
    LIBRARY_STOCKED = "library_stocked", _("Took Headship's own materials over")
