"""Reading an organization's programs."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from headship.orgs.models import Organization
from headship.programs.models import Block, Program, ProgramSession


def find_programs(
    organization: Organization, wanted: Mapping[str, Any]
) -> QuerySet[Program]:
    """Return the programs that match; keys: search, state."""
    found = Program.objects.filter(organization=organization)
    for word in str(wanted.get("search") or "").split():
        found = found.filter(Q(title__icontains=word) | Q(audience__icontains=word))
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    counted = found.select_related("organization").annotate(
        session_count=Count("sessions", distinct=True),
        cohort_count=Count("cohorts", distinct=True),
    )
    return counted.order_by("title", "pk")


def offered(organization: Organization) -> QuerySet[Program]:
    """Return the programs with which a cohort can be planned."""
    return Program.objects.filter(
        organization=organization, state=Program.State.OFFERED
    )


def planned_sessions(program: Program) -> QuerySet[ProgramSession]:
    """Return a program's sessions with their blocks."""
    blocks = Block.objects.select_related("session__program__organization")
    return (
        ProgramSession.objects.filter(program=program)
        .select_related("program__organization")
        .prefetch_related(Prefetch("blocks", queryset=blocks))
        .order_by("position", "pk")
    )


def blocks(program: Program) -> QuerySet[Block]:
    """Return a program's blocks in order."""
    return (
        Block.objects.filter(session__program=program)
        .select_related("session__program__organization")
        .order_by("session__position", "position", "pk")
    )
