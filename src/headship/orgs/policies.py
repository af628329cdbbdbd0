"""What is possible now; each check raises PolicyError with the reason."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headship.core import holdings
from headship.core.clock import now, today
from headship.core.errors import PolicyError
from headship.orgs.models import (
    AccountInvitation,
    Export,
    ImportJob,
    Membership,
    Organization,
    Role,
    School,
)

MASS_ARCHIVE_SHARE = 0.5  # Of the people who came from rosters.
DELETION_NOTICE = timedelta(days=30)  # For colleagues to take the data along.
LONGEST_WORK = timedelta(days=1)  # Of an import or export; then its worker has died.
MASS_ARCHIVE_LEAST = 10  # Fewer than this are seen one by one in the preview.


def check_can_archive_person(person: Membership, by: Membership) -> None:
    """Refuse to archive oneself and the last administrator."""
    if person.is_archived:
        raise PolicyError(_("%(name)s is in the archive already.") % {"name": person})
    if person.pk == by.pk:
        raise PolicyError(_("You cannot archive yourself. Ask a colleague to do it."))
    check_administrator_remains(person)


def check_administrator_remains(person: Membership) -> None:
    """Refuse what would leave the organization without an administrator."""
    if person.role != Role.ADMINISTRATOR or person.user_id is None:
        return
    others = (
        Membership.objects.active()
        .filter(organization=person.organization, role=Role.ADMINISTRATOR)
        .exclude(user=None)
        .exclude(pk=person.pk)
    )
    if not others.exists():
        raise PolicyError(
            _("%(name)s is the only administrator. Name another one first.")
            % {"name": person}
        )


def check_can_restore_person(person: Membership) -> None:
    if not person.is_archived:
        raise PolicyError(_("%(name)s is not in the archive.") % {"name": person})


def check_can_archive_school(school: School) -> None:
    if school.is_archived:
        raise PolicyError(_("%(name)s is in the archive already.") % {"name": school})


def check_can_restore_school(school: School) -> None:
    if not school.is_archived:
        raise PolicyError(_("%(name)s is not in the archive.") % {"name": school})


def why_not_invite(person: Membership) -> str:
    """Return why a person cannot be invited to an account, or nothing."""
    if person.is_archived:
        return _("%(name)s is in the archive. Restore them first.") % {"name": person}
    if person.has_account:
        return _("%(name)s has an account already.") % {"name": person}
    if not person.email:
        return _("%(name)s has no e-mail address. Add one first.") % {"name": person}
    return ""


def check_invitation_is_open(invitation: AccountInvitation | None) -> None:
    """Refuse a code that is unknown, used, expired, or of an archived person."""
    if invitation is None:
        raise PolicyError(
            _(
                "This code is not known. Check it against your latest invitation: "
                "a newer invitation replaces the one before."
            )
        )
    words = {"name": invitation.member.organization}
    if invitation.used_at is not None:
        raise PolicyError(
            _(
                "This invitation to %(name)s has been used. Sign in with your e-mail "
                "address and password."
            )
            % words
        )
    if invitation.expires_at <= now():
        raise PolicyError(
            _(
                "This invitation to %(name)s has expired. Ask your administrator to "
                "send a new one."
            )
            % words
        )
    if invitation.member.is_archived:
        raise PolicyError(
            _(
                "You are no longer listed in %(name)s. Ask your administrator if this "
                "is not meant."
            )
            % words
        )


def check_supervisor(person: Membership | None, supervisor: Membership | None) -> None:
    """Refuse oneself, the archived, and a circle of supervisors."""
    if supervisor is None:
        return
    if supervisor.is_archived:
        raise PolicyError(
            _("%(name)s is in the archive. Choose someone else.") % {"name": supervisor}
        )
    above: Membership | None = supervisor
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        if person is not None and above.pk == person.pk:
            raise PolicyError(
                _("%(name)s cannot supervise themselves, directly or in a circle.")
                % {"name": person}
            )
        seen.add(above.pk)
        above = above.supervisor


def check_minimum_group(organization: Organization, size: int) -> None:
    """Refuse to lower the smallest group that is shown."""
    if size < organization.minimum_group:
        raise PolicyError(
            _(
                "The smallest group can be raised, never lowered: people answered "
                "under the promise of %(size)s."
            )
            % {"size": organization.minimum_group}
        )


def check_can_confirm(job: ImportJob, fingerprint: str) -> None:
    """Refuse an import whose preview is not the one on the page."""
    if not job.is_ready or job.fingerprint != fingerprint:
        raise PolicyError(
            _("This import is not waiting for a decision. Reload the page.")
        )


def check_can_discard(job: ImportJob) -> None:
    if job.state not in {ImportJob.State.READY, ImportJob.State.WAITING}:
        raise PolicyError(_("This import can no longer be discarded."))


def archives_many(job: ImportJob) -> bool:
    """Say whether an import archives so many people that it may be a mistake."""
    counts = job.counts.get("person", {})
    archived = counts.get("archive", 0)
    stay = counts.get("unchanged", 0) + counts.get("change", 0)
    return archived >= MASS_ARCHIVE_LEAST and archived > MASS_ARCHIVE_SHARE * (
        archived + stay
    )


def check_archives_knowingly(job: ImportJob, *, is_sure: bool) -> None:
    """Refuse to archive many people by accident."""
    if archives_many(job) and not is_sure:
        raise PolicyError(
            _(
                "This import archives %(count)s people, more than half of the roster. "
                "Tick the box to say that this is meant."
            )
            % {"count": job.counts["person"]["archive"]}
        )


def check_can_export(organization: Organization) -> None:
    """Refuse a second export while one is being written."""
    exports = Export.objects.filter(organization=organization)
    if any(it.is_under_way for it in exports):
        raise PolicyError(
            _("An export is being written already. It will be listed here.")
        )


def check_can_download(export: Export) -> None:
    """Refuse what is not written yet or is deleted."""
    if not export.is_there:
        raise PolicyError(_("This export is not there. Ask for a new one."))


def check_can_schedule_deletion(organization: Organization) -> None:
    """Refuse to announce twice, and to announce what could not be done."""
    if organization.deletes_on:
        raise PolicyError(
            _("The deletion is announced already. Its date is on every page.")
        )
    check_can_delete(organization)


def check_can_cancel_deletion(organization: Organization) -> None:
    if not organization.deletes_on:
        raise PolicyError(_("No deletion is announced."))


def is_deletion_due(organization: Organization) -> bool:
    """Say whether the announced day has come where the organization is."""
    day = organization.deletes_on
    return day is not None and day <= today(organization.time_zone)


def why_not_delete(organization: Organization) -> str:
    """Return why an organization cannot be deleted now, or nothing."""
    try:
        check_can_delete(organization)
    except PolicyError as error:
        return str(error)
    return ""


def check_can_delete(organization: Organization) -> None:
    """Refuse while others' records hang on it, or a worker reads or writes it."""
    guests = [it.guests(organization) for it in holdings.every() if it.holds_host]
    count = sum(rows.count() for rows in guests)
    if count:
        raise PolicyError(
            ngettext(
                "Your cohorts hold the place of %(n)d person of another organization, "
                "with attendance and certificates that belong to it. ",
                "Your cohorts hold the places of %(n)d people of other organizations, "
                "with attendance and certificates that belong to them. ",
                count,
            )
            % {"n": count}
            + _(
                "Finish your cohorts and archive your people instead: nobody works "
                "here any more, and the records stay for those they belong to."
            )
        )
    if _is_being_worked_on(organization):
        raise PolicyError(
            _("An import or export is under way. Wait until it has finished.")
        )


def _is_being_worked_on(organization: Organization) -> bool:
    """Say whether an import or export is running; one of yesterday has died."""
    recent = {"organization": organization, "created_at__gt": now() - LONGEST_WORK}
    imports = ImportJob.objects.filter(**recent)
    exports = Export.objects.filter(**recent)
    return any(it.is_under_way for it in imports) or any(
        it.is_under_way for it in exports
    )
