"""Who may lead, observe and be admitted: the gate and its reasons.

A facilitator is *qualified* on a day when the ledger holds, valid on that day, the
facilitator training and practice teaching observed by an experienced facilitator; for
a session also every content area of the session. *Experienced* is who was qualified
before and has finished learning, so trainees never observe.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from headship.core.clock import today
from headship.core.errors import InputError, PolicyError
from headship.orgs.models import Membership, Organization
from headship.programs.models import (
    Area,
    Facilitator,
    Participant,
    Qualification,
)
from headship.programs.queries import facilitators as queries
from headship.programs.queries.cohorts import trains_facilitators
from headship.programs.wall_clock import day_words

Kind = Qualification.Kind
NEEDED = (Kind.TRAINING, Kind.PRACTICE_TEACHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What a facilitator lacks on a day; ``since`` when, if it was there before."""

    words: str
    since: date | None = None


def missing_for(facilitator: Facilitator, areas: Iterable[str], on: date) -> list[str]:
    """Return what a facilitator lacks to lead sessions on areas on a day."""
    return [gap.words for gap in gaps(facilitator, areas, on)]


def gaps(facilitator: Facilitator, areas: Iterable[str], on: date) -> list[Gap]:
    """Return what a facilitator lacks, and since when."""
    lines = list(facilitator.qualifications.all())
    found = [_gap(lines, kind, "", on) for kind in NEEDED]
    found += [_gap(lines, Kind.CONTENT_AREA, area, on) for area in areas]
    return [gap for gap in found if gap]


def _gap(lines: list[Qualification], kind: str, area: str, on: date) -> Gap | None:
    alike = [
        it for it in lines if it.kind == kind and it.content == area and it.on <= on
    ]
    if any(it.holds_on(on) for it in alike):
        return None
    words = _words(kind, area)
    ended = [(it.last_day, it) for it in alike if it.last_day]
    if not ended:
        return Gap(words=words)
    day, last = max(ended, key=lambda pair: pair[0])
    since = day + timedelta(days=1)
    return Gap(words=_ended_words(words, last, since), since=since)


def _ended_words(words: str, line: Qualification, since: date) -> str:
    if line.revoked_on == since:
        return _("%(what)s (revoked on %(day)s)") % {
            "what": words,
            "day": day_words(since),
        }
    return _("%(what)s (valid until %(day)s)") % {
        "what": words,
        "day": day_words(since - timedelta(days=1)),
    }


def _words(kind: str, area: str) -> str:
    if area:
        return _("content area “%(area)s”") % {"area": Area(area).label}
    if kind == Kind.TRAINING:
        return _("facilitator training")
    return _("practice teaching observed by an experienced facilitator")


def is_qualified(facilitator: Facilitator, areas: Iterable[str], on: date) -> bool:
    """Say whether a facilitator may lead sessions on areas on a day."""
    return not facilitator.is_trainee and not missing_for(facilitator, areas, on)


def why_not_lead(facilitator: Facilitator, areas: Iterable[str], on: date) -> str:
    """Return why a facilitator may not lead, as a sentence, or nothing."""
    if facilitator.is_retired:
        return _("%(name)s no longer leads sessions.") % {"name": facilitator}
    if facilitator.is_trainee:
        return _(
            "%(name)s is still in training and may co-lead or observe, not lead."
        ) % {"name": facilitator}
    lacking = missing_for(facilitator, areas, on)
    if not lacking:
        return ""
    return _("%(name)s may not lead this session. Missing: %(what)s.") % {
        "name": facilitator,
        "what": "; ".join(lacking),
    }


def is_experienced(facilitator: Facilitator, on: date) -> bool:
    """Say whether someone may observe others' practice teaching on a day."""
    return not facilitator.is_retired and is_qualified(facilitator, (), on)


def experienced(organization: Organization, on: date) -> list[Facilitator]:
    """Return who may observe practice teaching for an organization on a day."""
    return [it for it in queries.active(organization) if is_experienced(it, on)]


def check_qualification(
    *,
    facilitator: Facilitator,
    kind: str,
    content: str,
    on: date,
    expires_on: date | None,
) -> None:
    """Refuse a line of the ledger that says nothing or contradicts itself."""
    if kind == Kind.CONTENT_AREA and not content:
        raise PolicyError(_("Choose the content area that this line is about."))
    if kind != Kind.CONTENT_AREA and content:
        raise PolicyError(_("Only a line for a content area names one."))
    if expires_on and expires_on < on:
        raise PolicyError(_("It would expire before it was given."))
    if facilitator.is_retired:
        raise PolicyError(
            _("%(name)s no longer leads sessions.") % {"name": facilitator}
        )


def check_can_revoke(line: Qualification, on: date) -> None:
    """Refuse to end a line twice, or before it began."""
    if line.is_revoked:
        raise PolicyError(_("This line has been revoked already."))
    if on < line.on:
        raise PolicyError(
            _("It was given later than that. Strike the line if it is a mistake.")
        )


def check_observer(
    facilitator: Facilitator, observer: Facilitator | None, outside: str, on: date
) -> None:
    """Refuse practice teaching that no experienced facilitator watched.

    The first facilitators of an organization cannot have been observed by one of its
    own, so an outside observer may be named until there is an experienced one.
    """
    if observer is None:
        _check_outside(facilitator.organization, outside, on)
    elif observer.pk == facilitator.pk or observer.member_id == facilitator.member_id:
        raise PolicyError(_("Nobody observes their own practice teaching."))
    elif observer.organization_id != facilitator.organization_id:
        raise PolicyError(_("Choose one of your own facilitators as the observer."))
    elif not is_experienced(observer, on):
        lacking = missing_for(observer, (), on) or [_("completed training")]
        raise PolicyError(
            _("%(name)s cannot observe: not qualified on that day. Missing: %(what)s.")
            % {"name": observer, "what": "; ".join(lacking)}
        )


def _check_outside(organization: Organization, outside: str, on: date) -> None:
    if not outside:
        raise PolicyError(_("Say who observed the practice teaching."))
    if experienced(organization, on):
        raise PolicyError(
            _(
                "You have experienced facilitators. Choose one of them as the "
                "observer; someone from outside counts only for the first."
            )
        )


def check_mentor(facilitator: Facilitator, mentor: Facilitator, on: date) -> None:
    """Refuse a mentor who is the person, or not experienced, or in another house."""
    if mentor.member_id == facilitator.member_id:
        raise PolicyError(_("Nobody is their own mentor."))
    if mentor.organization_id != facilitator.organization_id:
        raise PolicyError(_("Choose one of your own facilitators as the mentor."))
    if not is_experienced(mentor, on):
        raise PolicyError(
            _("%(name)s is not an experienced facilitator yet.") % {"name": mentor}
        )


def check_can_add(organization: Organization, member: Membership) -> None:
    """Refuse people of other organizations, people who left, and a second ledger."""
    if member.organization_id != organization.pk or member.is_archived:
        raise PolicyError(_("Choose an active person of your organization."))
    if Facilitator.objects.filter(organization=organization, member=member).exists():
        raise PolicyError(
            _("%(name)s is on the list of facilitators already.") % {"name": member}
        )


def check_absence(starts_at, ends_at) -> None:
    """Refuse an absence that ends before it starts."""
    if ends_at <= starts_at:
        raise PolicyError(_("It ends before it starts."))


def check_can_train(participant: Participant) -> None:
    """Refuse trainees who are not in a training of trainers."""
    if not trains_facilitators(participant.cohort):
        raise PolicyError(_("This cohort does not train facilitators."))
    if not participant.takes_part:
        raise PolicyError(_("Only someone with a seat can begin the training."))
    if Facilitator.objects.filter(
        organization=participant.cohort.organization, member=participant.member
    ).exists():
        raise PolicyError(
            _("%(name)s is on the list of facilitators already.")
            % {"name": participant}
        )


def check_can_admit(trainee: Facilitator, on: date) -> None:
    """Refuse to let someone lead at home before the gate is passed."""
    if not trainee.is_trainee:
        raise PolicyError(_("Only a trainee can be admitted as a local facilitator."))
    if queries.is_admitted(trainee):
        raise PolicyError(_("%(name)s leads at home already.") % {"name": trainee})
    if trainee.member.organization_id == trainee.organization_id:
        raise PolicyError(
            _("%(name)s is of your own organization: change the reach instead.")
            % {"name": trainee}
        )
    lacking = missing_for(trainee, (), on)
    if not any(
        it.kind == Kind.CONTENT_AREA and it.holds_on(on)
        for it in trainee.qualifications.all()
    ):
        lacking.append(_("at least one content area"))
    if lacking:
        raise InputError(
            _("%(name)s cannot lead at home yet. Missing: %(what)s.")
            % {"name": trainee, "what": "; ".join(lacking)},
            lacking,
        )


def check_training_is_done(trainee: Facilitator, organization: Organization) -> None:
    """Refuse to admit a trainee before the gate, here or at home."""
    on = today(organization.time_zone)
    if trainee.member.organization_id == trainee.organization_id:
        check_can_graduate(trainee, on)
    else:
        check_can_admit(trainee, on)


def check_can_graduate(trainee: Facilitator, on: date) -> None:
    """Refuse to end the training of one's own person before the gate is passed."""
    if not trainee.is_trainee:
        raise PolicyError(_("Only a trainee can be admitted."))
    lacking = missing_for(trainee, (), on)
    if lacking:
        raise PolicyError(
            _("%(name)s is still in training. Missing: %(what)s.")
            % {"name": trainee, "what": "; ".join(lacking)}
        )
