"""Scopes of work, practice and materials in states that the demonstration lacks."""

from headship.core.clock import now
from headship.orgs.models import Membership
from headship.practice.actions import share_practice
from headship.programs.actions import materials
from headship.programs.models import Cohort, Material, Participant, Session
from tests.programs import learning
from tests.programs.library import shelf
from tests.programs.practice import tasks
from tests.programs.scopes import asking


def records():
    """Make them at Lakeshore for its manager and for Ana; return the references."""
    members = Membership.objects.select_related("organization", "user")
    dora = members.get(organization__slug="lakeshore", role="manager")
    ana = members.get(email="ana.ruiz@riverside.example")
    maria = members.get(email="maria@riverside.example")
    cohort = Cohort.objects.select_related("organization", "program").get(
        organization=dora.organization, participants__member=ana, state="running"
    )
    return {
        **_scopes(dora),
        **_practice(dora, ana, maria, cohort),
        **_materials(dora, cohort),
    }


def _scopes(dora):
    asking.make_rates(dora)
    return {
        "draft_scope": asking.make_chosen(dora).ref,
        "proposed_scope": asking.make_proposed(dora).ref,
        "scope_without_options": asking.make_scope(dora, budget=100_000).ref,
    }


def _practice(dora, ana, maria, cohort):
    sessions = Session.objects.filter(cohort=cohort).exclude(state="cancelled")
    held = sessions.filter(days__ends_at__lte=now()).order_by("number").last()
    coming = sessions.filter(number__gt=held.number).order_by("number").first()
    if not coming.facilitators.filter(facilitator__member=dora).exists():
        learning.assign(coming, dora, "observer")
    task = tasks.set_task(held, dora)
    own = tasks.practice_of(task, ana)
    tasks.write(own)
    tasks.share(own, "facilitator")
    share_practice(practice=own, audiences=["facilitator"], coach=maria, by=ana)
    peer = Participant.objects.filter(cohort=cohort, state="enrolled").exclude(
        member=ana
    )[0]
    theirs = tasks.practice_of(task, peer.member)
    tasks.write(theirs)
    tasks.share(theirs, "peers")
    return {
        "task": task.ref,
        "session_to_debrief": coming.ref,
        "own_log": own.ref,
        "peer_log": theirs.ref,
    }


def _materials(dora, cohort):
    materials.stock_library(by=dora)
    guide = Material.objects.get(
        organization=dora.organization, shipped_key="guide_year_one"
    )
    shelf.give(guide, dora, "participant", cohorts=[cohort])
    shelf.make_link(guide, dora)
    return {"material": guide.ref}
