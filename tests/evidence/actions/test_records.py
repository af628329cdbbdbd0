"""What ships with Headship, and how it lives beside imports and curators."""

import pytest

from headship.core.audit import System
from headship.core.clock import now
from headship.core.models import AuditEvent
from headship.evidence.actions.loads import load_export
from headship.evidence.actions.records import ship_evidence
from headship.evidence.models import (
    Claim,
    Finding,
    Intervention,
    Load,
    Rating,
    Revision,
    Study,
)
from headship.evidence.wwc import read_export
from headship.frameworks.responsibilities import SPINE, load_responsibilities

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped():
    ship_evidence()
    return Intervention.objects.get(wwc_id=1489)


def test_record_tells_the_whole_truth(shipped):
    finding = Finding.objects.get(number=26896)

    assert (finding.n_treated, finding.n_control) == (62, 62)
    assert (finding.mean_treated, finding.mean_control) == (0.24, 0.4)
    assert (finding.wwc_is_significant, finding.essa_tier) == (False, None)
    assert finding.agreement == "reproduced"
    assert abs(finding.our_effect_size - 0.450067538) < 1e-8
    results = {
        it.outcome_measure: it.reported_result
        for it in shipped.findings.exclude(number=26896)
    }
    assert results["Achievement in reading and mathematics, grades 3 to 5"] == "none"
    assert results["Instructional climate as teachers report it"] == "none"
    assert results["Instructional climate as principals report it"] == "favorable"
    unknown = shipped.findings.exclude(number=26896)
    assert not unknown.exclude(wwc_effect_size=None, our_effect_size=None).exists()


def test_one_program_holds_conflicting_verdicts_tied_to_their_finding(shipped):
    verdicts = {(it.whose, it.verdict) for it in shipped.ratings.all()}

    assert verdicts == {
        ("What Works Clearinghouse", "potentially_positive"),
        ("Implement for Impact, record 317", "potentially_positive"),
        ("Implement for Impact, record 154", "positive"),
    }
    for rating in shipped.ratings.all():
        assert [it.number for it in rating.findings.all()] == [26896]
    why = shipped.ratings.get(whose="What Works Clearinghouse").why
    assert "Three studies were found and one met the standards" in why
    assert "under 4.1 and 5.0 the same finding is uncertain" in why


def test_what_is_not_reported_is_absent_and_not_zero(shipped):
    context = Study.objects.get(wwc_id=81452).context

    assert "gender" not in context
    assert "english_learners" not in context
    assert context["race"] == {"white": 0.9, "other": 0.1}
    assert (shipped.focus_areas, shipped.disability_support) == (None, None)
    assert shipped.cost == ""


def test_shipping_again_changes_nothing(shipped):
    loads, events = Load.objects.count(), AuditEvent.objects.count()

    assert not ship_evidence()

    assert (Load.objects.count(), AuditEvent.objects.count()) == (loads, events)
    assert not Revision.objects.exists()


def test_a_release_renews_what_it_shipped_and_keeps_the_old_words(shipped):
    Intervention.objects.filter(pk=shipped.pk).update(personnel="As before.")

    done = ship_evidence()

    shipped.refresh_from_db()
    assert shipped.personnel.startswith("Facilitators from McREL.")
    assert done == {"intervention changed": 1}
    assert Revision.objects.get(ref=shipped.ref).before == {"personnel": "As before."}


def test_import_of_the_clearinghouse_joins_the_shipped_record(shipped, shared):
    path = shared / "data" / "wwc" / "WWC_2020-04-25_InterventionReports.csv"
    export = read_export([path])
    only = {1489: export.interventions[1489]}
    export.interventions = only
    export.ratings = {key: it for key, it in export.ratings.items() if key[0] == 1489}

    before = Intervention.objects.count()

    load_export(export=export, by=System(), started_at=now())

    assert Intervention.objects.count() == before
    assert Rating.objects.filter(whose="What Works Clearinghouse").count() == 1
    shipped.refresh_from_db()
    assert shipped.delivery_methods == ["Face-to-face"]


def test_every_responsibility_has_its_claim_with_source_method_and_limits(shipped):
    claims = Claim.objects.filter(kind="responsibility")

    assert [it.responsibility_key for it in claims] == list(SPINE)
    by_key = {it.key: it.evidence_2005 for it in load_responsibilities()}
    for claim in claims:
        evidence = by_key[claim.responsibility_key]
        figures = (claim.value, claim.low, claim.high, claim.studies, claim.schools)
        assert figures == (
            evidence.r,
            evidence.lower,
            evidence.upper,
            evidence.studies,
            evidence.schools,
        )
    for claim in Claim.objects.all():
        assert claim.source_citation
        assert claim.method.endswith(".")
        assert claim.limits


def test_nothing_unsure_is_claimed(shipped):
    text = " ".join(Claim.objects.values_list("statement", flat=True))

    assert set(Claim.objects.values_list("certainty", flat=True)) == {
        "found",
        "confident",
    }
    for unsure in ("2,714", "2,817", "-.16", "2,894"):
        assert unsure not in text
