"""States that the demonstration lacks, made by actions; prints their references.

``servers.build`` calls ``main`` in a process that has set Django up.
"""

import json
import sys
from datetime import timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scopes_disabled

from headship.core import tokens
from headship.core.audit import System
from headship.core.clock import now, today
from headship.evidence.actions import curation
from headship.evidence.models import Finding, Intervention, Study
from headship.evidence.queries.records import snapshot
from headship.feedback import actions as feedback
from headship.feedback.models import Cycle, Nomination, Participant
from headship.instruments import actions as instruments
from headship.orgs.actions import exports, imports
from headship.orgs.actions.invitations import invite_people
from headship.orgs.actions.people import archive_person, create_person
from headship.orgs.actions.schools import archive_school, create_school
from headship.orgs.emails import ACCOUNT_INVITATION
from headship.orgs.models import (
    AccountInvitation,
    ImportJob,
    Membership,
    School,
)
from headship.practice import actions as practice
from headship.surveys.emails import code_of
from headship.surveys.models import Invitation
from tests.e2e import stage_cohorts, stage_learning, stage_overviews, stage_programs
from tests.instruments.small import SMALL
from tests.orgs.oneroster_files import small_district, zipped

OPEN, CLOSED, PREPARED = "Winter check-in", "Fall 2026 feedback", "Spring feedback"


def stage():
    """Make every state and return the references, as text, by name."""
    maria, ana = _member("maria@"), _member("ana.ruiz@")
    return {
        **_people(maria),
        **_cycles(maria, ana),
        **_raters(),
        **_work(maria, ana),
        **_curation(maria, ana),
        **stage_programs.records(),
        **stage_cohorts.records(),
        **stage_learning.records(),
        **stage_overviews.records(),
        **_second_factor(_member("wes.tanaka@")),
    }


def _member(start):
    found = Membership.objects.select_related("organization", "user", "supervisor")
    return found.get(email=f"{start}riverside.example")


def _people(maria):
    school = School.objects.get(name="Lincoln Elementary")
    ghost = _person(maria, "Gone", "gone@riverside.example")
    archive_person(person=ghost, by=maria)
    closed = create_school(by=maria, values={"name": "Old Mill School"}, context={})
    archive_school(school=closed, by=maria)
    newcomer = _person(maria, "Newcomer", "newcomer@riverside.example")
    invite_people(people=[newcomer], by=maria)
    invited = AccountInvitation.objects.get(member=newcomer)
    return {
        "school": school.ref,
        "archived_school": closed.ref,
        "person": _member("alice.adams@").ref,
        "archived_person": ghost.ref,
        "join_code": tokens.recover(ACCOUNT_INVITATION, invited.ref, invited.code_hash),
    }


def _person(maria, family_name, email):
    values = {"given_name": "Pat", "family_name": family_name, "email": email}
    return create_person(by=maria, values={**values, "role": "staff"}, schools=[])


def _cycles(maria, ana):
    plan = feedback.CyclePlan(name=PREPARED, closes_at=now() + timedelta(days=60))
    cycle = feedback.create_cycle(plan=plan, by=maria)
    part = feedback.add_leader(cycle=cycle, leader=ana, by=maria)
    feedback.open_nominations(cycle=cycle, by=maria)
    part.refresh_from_db()
    proposed = Membership.objects.filter(role="staff", schools=ana.schools.first())
    feedback.nominate(
        participant=part, nominees=list(proposed[:2]), group="teacher", by=ana
    )
    assert Nomination.objects.filter(participant=part).count() == 2
    return {
        "prepared_cycle": cycle.ref,
        "prepared_part": part.ref,
        "open_cycle": Cycle.objects.get(name=OPEN).ref,
        "closed_cycle": Cycle.objects.get(name=CLOSED).ref,
        "open_part": Participant.objects.get(member=ana, cycle__name=OPEN).ref,
        "closed_part": Participant.objects.get(member=ana, cycle__name=CLOSED).ref,
    }


def _raters():
    waiting = Invitation.objects.select_related("group", "survey").filter(
        survey__title__contains=OPEN, has_answered=False, draft=None, language="en"
    )
    first = waiting.filter(group__key="teacher").order_by("pk").first()
    return {"rater_code": code_of(first)}


def _curation(maria, ana):
    curators = [
        curation.appoint_curator(user=it.user, by=System()) for it in (maria, ana)
    ]
    one = Intervention.objects.get(wwc_id=1489)
    study = Study.objects.get(wwc_id=81452)
    finding = Finding.objects.get(number=26896)
    waiting = _proposal("intervention", one, curators[1], cost="About $1,200 a person.")
    curation.submit_change(change=waiting, by=curators[1])
    draft = _proposal("study", study, curators[0], publication="EEPA 37(3)")
    return {
        "intervention_record": one.ref,
        "finding_record": finding.ref,
        "study_record": study.ref,
        "proposal": waiting.ref,
        "draft_proposal": draft.ref,
    }


def _proposal(kind, record, curator, **values):
    proposal = curation.Proposal(
        kind=kind,
        target=record.ref,
        label=str(record),
        payload=snapshot(kind, record) | values,
        reason="The contract of 2024, page 3.",
    )
    return curation.propose_change(proposal=proposal, by=curator)


def _work(maria, ana):
    plan = practice.Plan(
        responsibility_key="visibility",
        what="Visit four classrooms a week and leave a note each time.",
        due_on=today() + timedelta(days=21),
    )
    kept = practice.undertake(plan=plan, by=ana)
    draft = instruments.import_instrument(text=SMALL, filename="pulse.toml", by=maria)
    upload = SimpleUploadedFile("roster.zip", zipped(small_district().files()))
    job = imports.start_import(by=maria, kind=ImportJob.Kind.ROSTER, upload=upload)
    export = exports.request_export(by=maria)
    exports.run_export(export=export)
    return {
        "practice": kept.ref,
        "draft_instrument": draft.ref,
        "import": job.ref,
        "export": export.ref,
    }


def _second_factor(wes):
    TOTP.activate(wes.user, generate_totp_secret())
    RecoveryCodes.activate(wes.user)
    return {}


def main():
    """Make the states and print their references as JSON."""
    with scopes_disabled():
        refs = stage()
    sys.stdout.write(json.dumps({name: str(ref) for name, ref in refs.items()}))
