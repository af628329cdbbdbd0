"""What is possible now with a program."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headship.core.errors import InputError, PolicyError
from headship.programs.models import Program, ProgramSession
from headship.programs.shelf import Shape, Template

MOST_SESSIONS = 30


def check_is_draft(program: Program) -> None:
    """Refuse to change what cohorts may already follow."""
    if not program.is_draft:
        raise PolicyError(
            _(
                "This program is offered, so it is fixed. "
                "Make a copy and change the copy."
            )
        )


def check_shape(template: Template, shape: Shape) -> None:
    """Refuse more sessions or days than a template has content for."""
    if not 1 <= shape.sessions <= template.most_sessions:
        raise PolicyError(
            _("%(title)s has content for 1 to %(most)d sessions.")
            % {"title": template.title, "most": template.most_sessions}
        )
    if not 1 <= shape.days <= template.most_days:
        raise PolicyError(
            _("A session of %(title)s takes 1 to %(most)d days.")
            % {"title": template.title, "most": template.most_days}
        )


def check_can_add_session(program: Program) -> None:
    """Refuse to add to an offered program, and more sessions than anyone runs."""
    check_is_draft(program)
    if program.sessions.count() >= MOST_SESSIONS:
        raise PolicyError(
            _("A program holds at most %(most)d sessions. Start another program.")
            % {"most": MOST_SESSIONS}
        )


def gaps(program: Program) -> list[str]:
    """Return what a program still lacks before it can be offered, in sentences."""
    found = program.sessions.select_related("program").prefetch_related("blocks")
    return gaps_of(list(found))


def gaps_of(sessions: list[ProgramSession]) -> list[str]:
    """Return the same of sessions that are loaded with their blocks."""
    if not sessions:
        return [_("It has no session yet.")]
    return [line for session in sessions for line in _session_gaps(session)]


def _session_gaps(session: ProgramSession) -> list[str]:
    blocks = list(session.blocks.all())
    lines = []
    if not blocks:
        lines.append(_("“%(title)s” has no block yet.") % {"title": session})
    over = sum(block.minutes for block in blocks) - session.room_minutes
    if over > 0:
        lines.append(
            ngettext(
                "“%(title)s” is %(over)d minute longer than its days.",
                "“%(title)s” is %(over)d minutes longer than its days.",
                over,
            )
            % {"title": session, "over": over}
        )
    if not session.areas:
        lines.append(
            _("“%(title)s” names no content area, so nobody could qualify for it.")
            % {"title": session}
        )
    lines += [
        _("“%(title)s” names no responsibility.") % {"title": block}
        for block in blocks
        if not block.responsibilities
    ]
    lines += [
        _("“%(title)s” has no practice task.") % {"title": block}
        for block in blocks
        if not block.practice_task
    ]
    return lines


def check_can_offer(program: Program) -> None:
    """Refuse to offer a program that is not complete."""
    check_is_draft(program)
    found = gaps(program)
    if found:
        raise InputError(_("This program cannot be offered yet."), found)


def check_can_retire(program: Program) -> None:
    """Refuse to retire what is not offered."""
    if not program.is_offered:
        raise PolicyError(_("Only an offered program can be retired."))


def check_is_offered(program: Program) -> None:
    """Refuse to plan a cohort with a program that can still change."""
    if not program.is_offered:
        raise PolicyError(
            _("Offer the program first; a cohort needs a program that stays as it is.")
        )
