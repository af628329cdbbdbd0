"""Loading an export over the library."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from headship.core.audit import System
from headship.core.clock import now
from headship.core.models import AuditEvent
from headship.evidence.actions import loads
from headship.evidence.actions.loads import load_export, preview_export
from headship.evidence.models import (
    Finding,
    Intervention,
    Load,
    Rating,
    Review,
    Revision,
    Study,
)
from headship.evidence.wwc import read_export
from tests.evidence.wwc.exports import (
    FINDING,
    NEW_NAME,
    OLD_FINDING,
    OLD_NAME,
    OLD_REPORT,
    write_csv,
)

KINDS = (Intervention, Study, Review, Finding, Rating, Load, Revision)

pytestmark = pytest.mark.django_db


def load(*paths):
    export = read_export(list(paths))
    return load_export(export=export, by=System(), started_at=now())


def everything():
    """Return all rows of the library, to compare before and after."""
    return {kind: list(kind.objects.order_by("pk").values()) for kind in KINDS}


def test_load_writes_records_that_know_one_another(tmp_path):
    done = load(write_csv(tmp_path, [FINDING]))

    finding = Finding.objects.select_related().get()
    assert finding.intervention.slug == "lead-well"
    assert finding.study == finding.review.study
    assert [rating.verdict for rating in finding.ratings.all()] == [
        "potentially_positive"
    ]
    assert (finding.agreement, finding.origin) == ("reproduced", "wwc")
    assert round(finding.our_effect_size, 7) == 0.4500675
    assert done.counts["findings"] == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "refused": 0,
    }
    assert done.warnings["2025-08-25"]["comparison_is_mean"] == 1
    event = AuditEvent.objects.get(event="evidence_export_loaded")
    assert (event.subject_ref, event.organization_ref) == (done.ref, None)


def test_second_load_of_an_edition_changes_nothing(tmp_path):
    path = write_csv(tmp_path, [FINDING, FINDING | {"f_FindingID": "2"}])
    load(path)
    before = everything()

    preview = preview_export(read_export([path]))

    assert preview.changes_nothing
    call_command("import", "wwc", path, stdout=StringIO())
    assert everything() == before


def test_newer_edition_updates_and_keeps_what_was(tmp_path):
    load(write_csv(tmp_path, [FINDING], "WWC-2025-08-25.csv"))
    newer = FINDING | {"f_p_Value_WWC": "0.04", "s_Citation": "Doe, J. (2016). Anew."}

    done = load(write_csv(tmp_path, [newer], "WWC-2026-01-31.csv"))

    finding, study = Finding.objects.get(), Study.objects.get()
    assert (finding.wwc_p, study.title) == (0.04, "Anew")
    assert finding.edition == done.edition
    was = Revision.objects.get(ref=finding.ref)
    assert was.before == {"wwc_p": 0.0621433749269896, "edition": "2025-08-25"}
    assert (was.number, was.load, was.kind) == (1, done, "finding")
    assert Revision.objects.get(ref=study.ref).before["title"].startswith("Leading")


def test_newer_edition_with_the_same_content_only_moves_the_date(tmp_path):
    load(write_csv(tmp_path, [FINDING], "WWC-2025-08-25.csv"))

    done = load(write_csv(tmp_path, [FINDING], "WWC-2026-01-31.csv"))

    assert Finding.objects.get().edition == done.edition
    assert not Revision.objects.exists()


def test_each_finding_keeps_the_day_of_the_edition_that_had_it_last(tmp_path):
    dropped = FINDING | {"f_FindingID": "2"}
    load(write_csv(tmp_path, [FINDING, dropped], "WWC-2019-01-31.csv"))

    load(
        write_csv(tmp_path, [FINDING, dropped], "WWC-2020-04-25.csv"),
        write_csv(tmp_path, [FINDING], "WWC-2025-08-25.csv"),
    )

    days = dict(Finding.objects.values_list("number", "edition__year"))
    assert days == {1: 2025, 2: 2020}


def test_older_edition_fills_the_comparison_and_nothing_else(tmp_path):
    load(write_csv(tmp_path, [FINDING]))
    before = Finding.objects.get()
    older = OLD_FINDING | {"Effect_Size_WWC": "-0.3", "ESSA_Rating": "ESSA Tier 1"}

    load(write_csv(tmp_path, [older], OLD_NAME))

    after = Finding.objects.get()
    assert (before.comparison, after.comparison) == ("", "Business as usual")
    assert (after.wwc_effect_size, after.essa_tier) == (0.450067538, None)
    assert after.edition == before.edition
    assert Revision.objects.get().before == {"comparison": ""}


def test_older_then_newer_ends_as_newer_with_the_comparison(tmp_path):
    report = "WWC_2020-04-25_InterventionReports.csv"
    load(write_csv(tmp_path, [OLD_REPORT], report))

    load(
        write_csv(tmp_path, [FINDING]),
        write_csv(tmp_path, [OLD_FINDING], OLD_NAME),
    )

    assert Finding.objects.get().comparison == "Business as usual"
    assert Rating.objects.get().findings.count() == 1
    assert Intervention.objects.get().grades == ["K", "12"]


def test_finding_without_a_known_review_is_refused_and_counted(tmp_path):
    done = load(write_csv(tmp_path, [OLD_FINDING], OLD_NAME))

    assert done.counts["findings"]["refused"] == 1
    assert done.warnings["2020-04-25"]["no_study"] == 1
    assert not Finding.objects.exists()
    assert not Intervention.objects.exists()


def test_renumbered_intervention_leaves_no_empty_twin(tmp_path):
    load(write_csv(tmp_path, [FINDING]))
    older = OLD_FINDING | {"InterventionID": "7", "Intervention_Name": "Lead well"}

    load(write_csv(tmp_path, [older], OLD_NAME))

    assert [it.wwc_id for it in Intervention.objects.all()] == [12]


def test_renumbered_intervention_leaves_no_twin_in_one_load_either(tmp_path):
    older = OLD_FINDING | {"InterventionID": "7", "Intervention_Name": "Lead well"}
    lost = older | {"FindingID": "9", "ReviewID": "999", "InterventionID": "8"}

    load(write_csv(tmp_path, [FINDING]), write_csv(tmp_path, [older, lost], OLD_NAME))

    assert [it.wwc_id for it in Intervention.objects.all()] == [12]


def test_two_interventions_of_one_name_have_two_addresses(tmp_path):
    other = FINDING | {
        "s_interventionID": "13",
        "i_InterventionID": "13",
        "ReviewID": "71",
        "f_FindingID": "2",
    }

    load(write_csv(tmp_path, [FINDING, other]))

    slugs = Intervention.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["lead-well", "lead-well-13"]


def test_curated_record_keeps_its_words_and_gains_what_it_lacks(tmp_path):
    Intervention.objects.create(
        slug="lead-well", name="Lead Well®", wwc_id=12, delivery_methods=["In person"]
    )

    load(write_csv(tmp_path, [FINDING]))

    one = Intervention.objects.get()
    assert (one.name, one.delivery_methods) == ("Lead Well®", ["In person"])
    assert (one.grades, one.origin) == (["K", "12"], "curated")
    assert one.findings.count() == 1


def test_load_that_fails_midway_leaves_nothing(tmp_path, monkeypatch):
    def fail():
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(loads, "make_catalog", fail)

    with pytest.raises(RuntimeError, match="the disk is full"):
        load(write_csv(tmp_path, [FINDING]))

    assert {kind: kind.objects.count() for kind in KINDS} == dict.fromkeys(KINDS, 0)


def test_command_previews_without_writing(tmp_path):
    out = StringIO()

    call_command(
        "import", "wwc", write_csv(tmp_path, [FINDING]), "--preview", stdout=out
    )

    lines = out.getvalue().splitlines()
    assert "Findings: 1 new, 0 changed, 0 unchanged, 0 refused." in lines
    assert lines[-1] == "This was a preview. Nothing was changed."
    assert any(it.startswith("       1 findings hold the comparison") for it in lines)
    assert not Finding.objects.exists()


def test_command_refuses_a_broken_file_with_its_place(tmp_path):
    path = write_csv(tmp_path, [FINDING, FINDING | {"f_FindingID": "x"}])

    with pytest.raises(CommandError) as refused:
        call_command("import", "wwc", path, stdout=StringIO())

    assert str(refused.value) == (
        f"{NEW_NAME}, row 3, column f_FindingID: “x” is not a number. "
        "Nothing was changed."
    )
    assert not Load.objects.exists()
