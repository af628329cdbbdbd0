import io
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from headship.core.audit import System
from headship.core.errors import InputError
from headship.core.models import AuditEvent
from headship.evidence.actions.schools import load_public_schools, ship_public_schools
from headship.evidence.contexts import Dimension, of_public
from headship.evidence.models import Load, PublicSchool
from tests.evidence.places import CITY, federal, make_public_school, write

pytestmark = pytest.mark.django_db


def load(*paths, **options):
    return load_public_schools(paths=paths, by=System(), **options)


def counts(done):
    return done.new, done.changed, done.unchanged


def test_loading_adds_and_updates_and_keeps_the_others(tmp_path):
    file = federal(tmp_path / "ccd.csv")
    row = ("480000000001", "Creek", "", "", "TX", "1", "2014", "42", "", "", "", "", "")

    assert counts(load(file)) == (2, 0, 0)
    assert counts(load(file)) == (0, 0, 2)
    assert counts(load(federal(tmp_path / "later.csv", row))) == (0, 1, 0)

    assert PublicSchool.objects.count() == 2
    creek = PublicSchool.objects.get(nces_id="480000000001")
    assert (creek.name, creek.locale, creek.race) == ("Creek", "42", None)
    assert [one.counts for one in Load.objects.order_by("pk")] == [
        {"schools": {"new": 2, "changed": 0, "unchanged": 0}},
        {"schools": {"new": 0, "changed": 1, "unchanged": 0}},
    ]
    events = AuditEvent.objects.filter(event="evidence_public_schools_loaded")
    assert [one.organization_ref for one in events] == [None, None]


def test_preview_writes_nothing(tmp_path):
    done = load(federal(tmp_path / "ccd.csv"), is_preview=True)

    assert counts(done) == (2, 0, 0)
    assert not PublicSchool.objects.exists()
    assert not Load.objects.exists()


def test_one_wrong_file_loads_nothing_of_any(tmp_path):
    wrong = write(tmp_path / "nyc.csv", CITY, ("x", "P.S.", *[""] * 8))

    with pytest.raises(InputError) as refused:
        load(federal(tmp_path / "ccd.csv"), wrong)

    assert len(refused.value.problems) == 1
    assert not PublicSchool.objects.exists()


def test_files_without_a_school_are_refused(tmp_path):
    with pytest.raises(InputError, match="The files name no school"):
        load(write(tmp_path / "nyc.csv", CITY))


def test_command_prints_counts_and_refuses_with_the_place(tmp_path):
    said, complained = io.StringIO(), io.StringIO()
    wrong = write(tmp_path / "nyc.csv", CITY, ("x", "P.S.", *[""] * 8))

    call_command("import", "schools", federal(tmp_path / "ccd.csv"), stdout=said)
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("import", "schools", wrong, stderr=complained)

    assert said.getvalue().splitlines()[0] == (
        "Schools: 2 new, 0 changed, 0 unchanged."
    )
    assert "nyc.csv, line 2, column DBN" in complained.getvalue()


def test_shipped_schools_are_said_to_be_invented_and_are_fully_known():
    ship_public_schools(by=System())

    assert counts(ship_public_schools(by=System())) == (0, 0, 5)
    schools = PublicSchool.objects.all()
    assert {one.source for one in schools} == {"Invented for the demonstration"}
    for school in schools:
        assert len(of_public(school).context.distributions) == len(Dimension)


def test_loaded_schools_are_searched_without_accents(tmp_path):
    row = ("480000000001", "Peñas", "O\u2019Hara ISD", "Vélez", "TX", "1", "2014")
    load(federal(tmp_path / "ccd.csv", (*row, "", "", "", "", "", "")))

    school = PublicSchool.objects.get()
    assert (school.folded_name, school.folded_place) == (
        "penas",
        "ohara isd velez 480000000001",
    )


def test_a_renamed_school_is_found_by_its_new_name(tmp_path):
    row = ("480000000001", "César", "", "", "TX", "1", "2014", *[""] * 6)
    load(federal(tmp_path / "ccd.csv"))
    load(federal(tmp_path / "later.csv", row))

    assert PublicSchool.objects.get(nces_id="480000000001").folded_name == "cesar"


def test_schools_of_before_the_folded_columns_are_filled():
    school = make_public_school("Peñas", district="O'Hara", city="Vélez")
    before = (school.folded_name, school.folded_place)
    PublicSchool.objects.update(folded_name="", folded_place="")

    step = "headship.evidence.migrations.0009_fold_names_of_schools"
    import_module(step).fill(apps, None)

    school.refresh_from_db()
    assert (school.folded_name, school.folded_place) == before
