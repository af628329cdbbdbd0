"""The fullest data there is, looked at by its owners, and gone when one of them goes."""

import io
from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, JSONField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.urls import reverse

from headship.core import archives, files, holdings
from headship.core.clock import now
from headship.core.encryption import EncryptedJSONField
from headship.core.models import AuditEvent
from headship.orgs import actions
from headship.orgs.models import Membership, Organization
from headship.surveys.models import Survey
from headship.surveys.queries import response_rates
from tests.demo import full_house
from tests.orgs.exports import everything

MARK = "LEAKED"
ROOM = 16  # Letters for the mark and a number; shorter columns hold keys, not words.
# What a constraint ties to other columns cannot be overwritten with any words.
TIED = {
    "practice.Evidence.url",
    "practice.Share.audience",
    "programs.MaterialVersion.stored",
}


@pytest.mark.slow
@pytest.mark.django_db
def test_a_whole_district_takes_its_data_along_and_goes(
    settings, everywhere, time_machine, django_capture_on_commit_callbacks
):
    settings.DEMO = True
    full_house.build(django_capture_on_commit_callbacks)
    check_that_no_table_is_empty()
    check_that_nothing_hidden_is_exported()
    riverside = Organization.objects.get(slug="riverside")
    before = Picture(riverside)
    by = Membership.objects.get(email="maria@riverside.example")
    actions.schedule_deletion(by=by)
    time_machine.move_to(now() + timedelta(days=31))

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.delete_due() == 1

    connection.check_constraints()
    check_that_all_of_it_is_gone(riverside, before)
    check_that_the_rest_is_as_it_was(before)
    check_what_remains(riverside)
    check_that_the_provider_can_go_on()


def check_that_no_table_is_empty():
    empty = {it.name for it in holdings.every() if not it.all_rows().exists()}
    somebody = list(Organization.objects.all())
    unowned = {
        it.name
        for it in holdings.every()
        if it.organization and not any(it.rows(one).exists() for one in somebody)
    }

    assert (empty, unowned) == (set(), set())


def check_that_nothing_hidden_is_exported():
    """Overwrite all that no export has with a mark, and look for the mark."""
    with transaction.atomic():
        assert mark_what_is_hidden() == TIED
        for organization in Organization.objects.all():
            out = io.BytesIO()
            archives.write(
                out,
                organization,
                archives.parts_of_organization(organization),
                holdings.figures(organization),
            )
            assert len(everything(out.getvalue())) > 2000
            assert MARK.encode() not in everything(out.getvalue())
        transaction.set_rollback(True)


def mark_what_is_hidden():
    """Return the columns that could not be marked."""
    refused = set()
    for label in {it.model for it in holdings.every()}:
        model = apps.get_model(label)
        for column in model._meta.concrete_fields:
            words = mark_for(column)
            if words is None or column.name in exported(label):
                continue
            try:
                with transaction.atomic():
                    QuerySet(model=model).update(**{column.name: words})
            except IntegrityError:
                refused.add(f"{label}.{column.name}")
    return refused


def exported(label):
    """Return the columns of a table that some organization's export has."""
    own = [it for it in holdings.every() if it.model == label and it.organization]
    return {word for it in own for word in it.columns.split()} | narrowing(own)


def narrowing(own):
    """Return the columns that say which rows are exported, which stay as they are."""
    return {name for it in own for name in it.only if name != "state"}


def mark_for(column):
    if column.primary_key or column.is_relation:
        return None
    if isinstance(column, JSONField | EncryptedJSONField):
        return {"mark": MARK}
    is_long = (column.max_length or ROOM) >= ROOM
    if isinstance(column, CharField | TextField) and is_long:
        return Concat(Value(MARK), Cast("pk", CharField()))
    return None


class Picture:
    """What there is before an organization goes, by table."""

    def __init__(self, gone):
        self.gone = gone
        self.names = {it.name: set(pks(it.rows(gone))) for it in holdings.every()}
        self.total = totals()
        self.files = set(holdings.kept_files(gone))
        self.kept = {
            stored
            for one in Organization.objects.exclude(pk=gone.pk)
            for stored in holdings.kept_files(one)
        }
        self.rates = rates(gone)


def pks(rows):
    return rows.values_list("pk", flat=True)


def totals():
    return Counter({m: QuerySet(model=m).count() for m in owned_models()})


def owned_models():
    return {apps.get_model(it.model) for it in holdings.every()}


def rates(gone):
    """Return asked and answered of everybody else's surveys."""
    return {
        survey.ref: response_rates(survey)
        for survey in Survey.objects.exclude(organization=gone.pk)
    }


def check_that_all_of_it_is_gone(riverside, before):
    left = {
        it.name: set(pks(it.all_rows())) & before.names[it.name]
        for it in holdings.every()
        if not it.blank
    }
    asked = next(it for it in holdings.every() if it.blank)
    blank = asked.all_rows().filter(pk__in=before.names[asked.name])

    assert {name for name, rows in left.items() if rows} == set()
    assert len(before.names[asked.name]) > 10
    assert set(blank.values_list("member", "name", "email")) == {(None, "", "")}
    assert before.files
    assert not any(files.is_kept(it) for it in before.files)


def check_that_the_rest_is_as_it_was(before):
    """Count: what is fewer now was the organization's, and nothing else."""
    gone = Counter()
    for it in holdings.every():
        if not it.blank:
            gone[apps.get_model(it.model)] += len(before.names[it.name])
    user, event = apps.get_model("accounts.User"), AuditEvent
    mail = apps.get_model("core.OutgoingMail")
    after = before.total - totals()
    for model in {user, mail}:  # Others' mail to people who are gone goes as well.
        gone.pop(model, None), after.pop(model, None)
    gone[event] -= 1  # What remains of it.
    personal = {apps.get_model("evidence.SavedSearch"): 1}

    assert after == +gone + Counter(personal)
    assert rates(before.gone) == before.rates
    assert before.kept
    assert all(files.is_kept(it) for it in before.kept)


def check_what_remains(riverside):
    (last,) = AuditEvent.objects.filter(event="organization_deleted")
    letters = apps.get_model("core.OutgoingMail").objects.values_list("to", flat=True)

    assert (last.subject_label, last.actor_label) == (str(riverside), "Headship")
    assert last.details["orgs/membership"] > 100
    assert all(isinstance(it, int) for it in last.details.values())
    assert not [it for it in letters if it.endswith("@riverside.example")]


def check_that_the_provider_can_go_on():
    dora = Membership.objects.get(given_name="Dora")
    browser = Client()
    browser.force_login(dora.user)
    cohort = dora.organization.cohorts.filter(state="running").first()
    pages = ["cohort_detail", "cohort_attendance", "cohort_dosage", "certificate_list"]

    assert browser.get("/o/lakeshore/programs/health/").status_code == 200
    for page in [*pages, "cohort_feedback", "cohort_fidelity"]:
        address = reverse(f"programs:{page}", args=["lakeshore", cohort.ref])
        assert browser.get(address).status_code == 200, page
