"""Taking an organization's data along."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from tests.factories import make_member, make_person, make_school
from tests.feedback import rounds
from tests.orgs.exports import confirm, everything, opened, tables

from headship.core import archives, files
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.orgs import actions
from headship.orgs.models import Export
from headship.practice import actions as practice
from headship.programs.actions import materials

LIST, ASK = "/o/riverside/data/", "/o/riverside/data/export/"
State = Export.State


@pytest.fixture
def browser(sign_in, leader):
    return sign_in(leader)


@pytest.fixture
def export(leader, django_capture_on_commit_callbacks):
    """Return a function that has an export written and returns its bytes."""

    def write(by=leader):
        with django_capture_on_commit_callbacks(execute=True):
            made = actions.request_export(by=by)
        made.refresh_from_db()
        assert made.state == State.DONE
        with files.open_kept(made.stored) as file:
            return file.read()

    return write


def test_an_export_is_asked_for_written_and_downloaded(
    browser, leader, school, django_capture_on_commit_callbacks
):
    assert browser.get(ASK).url.startswith("/accounts/reauthenticate/")
    confirm(browser)
    assert "Each person can download their own" in browser.get(ASK).text
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(ASK).url == LIST

    made = Export.objects.get()
    page = browser.get(LIST)
    answer = browser.post(f"{LIST}exports/{made.ref}/download/")

    assert f"exports/{made.ref}/download/" in page.text
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="riverside-{now():%Y-%m-%d}.zip"'
    )
    found = tables(answer.getvalue())
    assert found["orgs/school"][0]["ref"] == str(school.ref)
    assert found["orgs/schoolcontext"][0]["school"] == str(school.ref)
    assert {row["ref"] for row in found["orgs/membership"]} == {str(leader.ref)}
    assert made.row_count == sum(map(len, found.values()))
    events = AuditEvent.objects.values_list("event", "actor_label")
    assert {
        ("export_requested", "Leader Doe"),
        ("export_downloaded", "Leader Doe"),
    } <= {*events}


def test_the_password_is_asked_again_even_of_a_form_that_was_open(browser):
    answer = browser.post(ASK)

    assert answer.url == ASK
    assert not Export.objects.exists()


def test_a_fellow_administrator_downloads_and_an_outsider_does_not(
    riverside, leader, export, sign_in, outsider
):
    export()
    made = Export.objects.get()
    colleague = make_member(riverside, "Second", "administrator")
    path = f"exports/{made.ref}/download/"

    assert sign_in(colleague).post(f"{LIST}{path}").status_code == 200
    assert sign_in(outsider).post(f"/o/hillside/data/{path}").status_code == 404


def test_the_list_of_contents_tells_counts_and_reasons(leader, school, export):
    with opened(export()) as archive:
        words = archive.read("README.txt").decode()

    assert "orgs/school.csv: 1." in words
    assert "surveys/response: Answers are anonymous." in words


def test_the_list_of_contents_speaks_the_language_of_who_asked(riverside, export):
    ana = make_member(riverside, "Ana", "administrator", language="es")

    with opened(export(ana)) as archive:
        words = archive.read("README.txt").decode()

    assert "Las respuestas son anónimas." in words


def test_no_row_of_another_organization_is_in_it(hillside, outsider, export):
    make_school(hillside, "Hilltop Elementary")

    assert b"Hilltop" not in everything(export())
    assert str(outsider.ref).encode() not in everything(export())


def test_a_cell_that_begins_like_a_formula_is_defused(riverside, export):
    make_school(riverside, "=cmd|' /C calc'!A0")

    assert tables(export())["orgs/school"][0]["name"].startswith("'=cmd")


def test_files_of_the_library_are_in_it(leader, export):
    upload = SimpleUploadedFile("guide.txt", b"Bring chairs.", "text/plain")
    materials.add_material(
        text=materials.MaterialText(title="Guide", kind="guide"),
        content=materials.Content(upload=upload),
        by=leader,
    )

    content = export()

    (row,) = tables(content)["programs/materialversion"]
    with opened(content) as archive:
        kept = archive.read(f"files/programs/materialversion/{row['ref']}.txt")
    assert (row["filename"], kept) == ("guide.txt", b"Bring chairs.")
    assert "stored" not in row


def test_what_a_leader_writes_on_a_practice_is_not_in_it(principal, export):
    plan = practice.Plan(
        responsibility_key="focus", what="SECRET-what", due_on=now().date()
    )
    made = practice.undertake(plan=plan, by=principal)
    upload = SimpleUploadedFile("SECRET-name.txt", b"SECRET-content", "text/plain")
    practice.add_file(practice=made, label="SECRET-label", upload=upload, by=principal)

    assert b"SECRET" not in everything(export())


def test_one_more_answer_in_an_open_cycle_changes_nothing(leader, export, noon):
    cycle = rounds.make_cycle(leader)
    boss = make_person(leader.organization, "Boss", "leader")
    crowd = rounds.make_people(leader.organization, 8)
    part = rounds.add_leader(cycle, leader, boss, teachers=crowd)
    rounds.open_cycle(cycle, leader)
    rounds.answer(part, "teacher", [3] * 5, {"strength": "SECRET-words"})

    before = everything_but_audit(export())
    rounds.answer(part, "teacher", [4], {"strength": "SECRET-words"})
    after = everything_but_audit(export())

    assert before == after
    assert b"SECRET" not in b"".join(after.values())


def everything_but_audit(content):
    """Return the bytes of each part that is not about exporting itself."""
    about = ("core/auditevent.csv", "orgs/export.csv", "README.txt")
    with opened(content) as archive:
        return {it: archive.read(it) for it in archive.namelist() if it not in about}


def test_group_reports_of_closed_cycles_are_in_it_as_their_pages_give_them(
    leader, school, export, browser
):
    plan = {"teacher": rounds.varied(3, 8), "school": school}
    part, *_ = rounds.closed_round(leader, [plan] * 3)

    (name,) = [it for it in tables(export()) if "group-report" in it]
    with opened(export()) as archive:
        figures = archive.read(f"{name}.csv")

    page = f"/o/riverside/feedback/cycles/{part.cycle.ref}/group.csv"
    assert figures == browser.get(page).getvalue()


def test_queries_stay_as_many_with_more_rows(
    leader, riverside, django_assert_max_num_queries, tmp_path
):
    def count():
        with (
            django_assert_max_num_queries(1000) as taken,
            (tmp_path / "out.zip").open("wb") as out,
        ):
            archives.write(out, riverside, archives.parts_of_organization(riverside))
        return len(taken)

    few = count()
    for number in range(5):
        make_person(
            riverside, f"P{number}", schools=[make_school(riverside, f"{number}")]
        )

    assert count() == few


def test_a_second_export_waits_for_the_first(leader):
    actions.request_export(by=leader)

    with pytest.raises(PolicyError, match="being written already"):
        actions.request_export(by=leader)


def test_two_exports_at_a_time_are_refused_by_the_database(riverside):
    fields = {"organization": riverside, "created_at": now(), "beat_at": now()}
    Export.objects.create(**fields)

    with pytest.raises(IntegrityError):
        Export.objects.create(**fields)


def test_an_error_is_shown_and_leaves_no_file(leader, monkeypatch, settings):
    def fail(*_args, **_options):
        raise RuntimeError("disk is full")

    made = actions.request_export(by=leader)
    monkeypatch.setattr(archives, "write", fail)

    with pytest.raises(RuntimeError):
        actions.run_export(export=made)

    made.refresh_from_db()
    assert made.state == State.FAILED
    assert not list((settings.MEDIA_ROOT / "files/exports").glob("*"))


def test_an_export_whose_worker_died_says_so_and_makes_room(leader, noon, settings):
    made = actions.request_export(by=leader)
    stored = files.new_name("exports")
    files.open_new(stored).close()
    Export.objects.update(state=State.RUNNING, stored=stored)
    assert actions.fail_silent_exports() == 0

    noon.shift(timedelta(minutes=16))

    assert actions.fail_silent_exports() == 1
    made.refresh_from_db()
    assert made.state == State.FAILED
    assert actions.run_export(export=made).state == State.FAILED
    assert actions.request_export(by=leader).state == State.WAITING


def test_an_export_that_no_worker_takes_stops_after_a_day(leader, noon):
    made = actions.request_export(by=leader)
    noon.shift(timedelta(hours=23))
    assert actions.fail_silent_exports() == 0

    noon.shift(timedelta(hours=2))

    assert actions.fail_silent_exports() == 1
    made.refresh_from_db()
    assert made.state == State.FAILED
    assert actions.run_export(export=made).state == State.FAILED
    assert actions.request_export(by=leader).state == State.WAITING


def test_a_worker_given_up_for_dead_writes_nothing_over(leader, monkeypatch):
    made = actions.request_export(by=leader)
    write = archives.write

    def slow(*args, **options):
        Export.objects.update(state=State.FAILED, finished_at=now())
        return write(*args, **options)

    monkeypatch.setattr(archives, "write", slow)
    actions.run_export(export=made)

    made.refresh_from_db()
    assert made.state == State.FAILED
    assert not files.is_kept(made.stored)


def test_a_week_later_the_file_is_gone(
    leader, export, noon, sign_in, django_capture_on_commit_callbacks
):
    export()
    made = Export.objects.get()
    noon.shift(timedelta(days=7))

    with pytest.raises(PolicyError, match="This export is not there"):
        actions.download_export(export=made, by=leader)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_exports() == 1

    assert not files.is_kept(made.stored)
    made.refresh_from_db()
    assert (made.state, made.stored, made.row_count) == (State.GONE, "", 0)
    assert "Deleted" in sign_in(leader).get(LIST).text


def test_progress_is_shown_while_it_is_written(browser, leader):
    actions.request_export(by=leader)
    Export.objects.update(state=State.RUNNING, tables_done=3, tables_total=80)

    page = browser.get(LIST, headers={"HX-Request": "true", "HX-Target": "exports"})

    assert "3 of 80" in page.text
    assert "every 2s" in page.text
    assert "<h1" not in page.text


def test_the_list_is_there_as_csv(browser, export):
    export()

    lines = browser.get(f"{LIST}list.csv").getvalue().decode().splitlines()

    assert lines[0].endswith("asked_at,by,state,kept_until,rows,bytes")
    assert ",Leader Doe,done," in lines[1]


def test_nothing_is_there_before_the_first_export(browser):
    assert "Take your data along" in browser.get(LIST).text
