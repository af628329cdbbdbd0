"""From upload to preview, from preview to the tables, through the pages."""

import io
import os
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import make_person
from tests.orgs.oneroster_files import Export, small_district, zipped

from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.orgs import actions
from headship.orgs.forms import imports as forms
from headship.orgs.models import ImportJob, Membership, School
from headship.orgs.roster import uploads

ROSTER, DIRECTORY = "/o/riverside/imports/roster/", "/o/riverside/imports/directory/"
State = ImportJob.State


@pytest.fixture
def browser(sign_in, leader):
    return sign_in(leader)


@pytest.fixture
def upload(browser, django_capture_on_commit_callbacks):
    """Return a function that uploads a file, has it read, and returns the job."""

    def send(content, name="roster.zip", url=ROSTER, **data):
        file = io.BytesIO(content)
        file.name = name
        with django_capture_on_commit_callbacks(execute=True):
            response = browser.post(url, {"file": file, **data})
        assert response.status_code == 302, response.text
        return ImportJob.objects.get(ref=response.url.split("/")[-2])

    return send


@pytest.fixture
def decide(browser, django_capture_on_commit_callbacks):
    """Return a function that confirms the preview of a job as it is on the page."""

    def confirm(job, **data):
        fingerprint = ImportJob.objects.get(pk=job.pk).fingerprint
        with django_capture_on_commit_callbacks(execute=True):
            response = browser.post(
                f"{job.get_absolute_url()}confirm/",
                {"fingerprint": fingerprint, **data},
            )
        job.refresh_from_db()
        refused = response.status_code == 409
        return response if refused else browser.get(job.get_absolute_url())

    return confirm


def content_of(export):
    return zipped(export.files())


def big_district(count=12):
    export = Export().org("s1", "Lincoln")
    for number in range(count):
        export.staff(f"t{number}")
    return export


def stored():
    return list(uploads._root().glob("*/*"))


def test_preview_shows_what_will_change_and_writes_nothing(upload, browser, riverside):
    job = upload(content_of(small_district()))

    page = browser.get(job.get_absolute_url()).text
    assert job.state == State.READY
    assert "Lincoln Elementary" in page
    assert "Pia Park" in page
    assert re.search(r"People</th>\s*<td class=\"number\">3<", page)
    assert not School.objects.exists()
    assert AuditEvent.objects.count() == 0


def test_confirmed_preview_is_written_audited_and_its_file_deleted(
    upload, decide, leader
):
    job = upload(content_of(small_district()))

    page = decide(job)

    assert job.state == State.APPLIED
    assert "confirmed by Leader Doe" in page.text
    assert Membership.objects.exclude(source_id="").count() == 3
    event = AuditEvent.objects.get()
    assert (event.event, event.actor_ref) == ("roster_imported", leader.ref)
    assert stored() == []


def test_change_meanwhile_writes_nothing_and_shows_a_new_preview(
    upload, decide, browser, riverside
):
    job = upload(content_of(small_district()))
    make_person(riverside, "Pia", email="p1@district.example")

    page = decide(job)

    assert (job.state, job.was_replanned) == (State.READY, True)
    assert "nothing was written" in page.text
    assert not School.objects.exists()
    decide(job)
    assert job.state == State.APPLIED
    assert Membership.objects.get(source_id="p1").given_name == "Pia"


def test_preview_of_another_moment_is_not_confirmed(upload, leader):
    job = upload(content_of(small_district()))

    with pytest.raises(PolicyError, match="Reload the page"):
        actions.confirm_import(job=job, by=leader, fingerprint="other")


def test_confirming_twice_writes_once(upload, decide):
    job = upload(content_of(small_district()))
    decide(job)

    decide(job)

    assert AuditEvent.objects.count() == 1


def test_bad_file_is_refused_with_its_problems(upload, browser):
    job = upload(content_of(small_district().staff("t9", email="no address")))

    page = browser.get(job.get_absolute_url()).text
    table = browser.get(f"{job.get_absolute_url()}problems.csv").getvalue().decode()
    assert job.state == State.REFUSED
    assert "Nothing was changed" in page
    assert "“no address” is not an e-mail address." in page
    assert "Confirm and write" not in page
    assert "users.csv,5,email,“no address” is not an e-mail address." in table


def test_file_that_is_no_roster_is_refused(upload):
    job = upload(b"PK\x03\x04 broken")

    assert job.state == State.REFUSED
    assert job.problem_count == 1


def test_plan_as_csv_runs_no_formula(upload, browser):
    export = small_district().staff("t9", given="=HYPERLINK(1)", family="@X")
    job = upload(content_of(export))

    table = browser.get(f"{job.get_absolute_url()}plan.csv").getvalue().decode()

    assert "'=HYPERLINK(1)" in table
    assert ",=HYPERLINK" not in table
    assert table.count("'@X") == 1


def test_archiving_most_people_needs_to_be_meant(upload, decide):
    decide(upload(content_of(big_district(25))))
    job = upload(content_of(big_district(5)))

    page = decide(job)
    assert "archives 20 people, more than half" in page.text
    assert job.state == State.READY

    decide(job, is_sure="on")
    assert job.state == State.APPLIED
    assert Membership.objects.filter(status="archived").count() == 20


def test_archiving_a_few_needs_no_second_yes(upload, decide):
    decide(upload(content_of(big_district(25))))
    job = upload(content_of(big_district(20)))

    decide(job)

    assert job.state == State.APPLIED


def test_discarded_file_is_deleted_and_nothing_written(
    upload, browser, django_capture_on_commit_callbacks
):
    job = upload(content_of(small_district()))
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{job.get_absolute_url()}discard/")

    job.refresh_from_db()
    assert (job.state, stored()) == (State.DISCARDED, [])
    assert AuditEvent.objects.get().event == "import_discarded"
    assert not School.objects.exists()


def test_finished_import_is_not_discarded(upload, decide, leader):
    job = upload(content_of(small_district()))
    decide(job)

    with pytest.raises(PolicyError, match="no longer be discarded"):
        actions.discard_import(job=job, by=leader)


def test_upload_is_forgotten_after_a_day(upload):
    job = upload(content_of(small_district()))
    folder = uploads.upload_path(job.folder).parent
    day = timedelta(hours=25)
    os.utime(folder, times=((now() - day).timestamp(),) * 2)
    ImportJob.objects.update(created_at=now() - day)

    assert actions.forget_uploads() == 1

    job.refresh_from_db()
    assert (job.state, stored()) == (State.DISCARDED, [])


def test_upload_is_kept_under_a_random_name_for_its_owner_only(upload):
    job = upload(content_of(small_district()), name="../../riverside.zip")

    folder = uploads.upload_path(job.folder).parent
    assert re.fullmatch(r"[0-9a-f]{32}", folder.name)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert job.filename == "riverside.zip"


def test_error_of_headship_is_said_and_leaves_nothing(
    upload, decide, browser, monkeypatch
):
    job = upload(content_of(small_district()))

    def fail(*_):
        raise RuntimeError("disk full")

    monkeypatch.setattr("headship.orgs.actions.imports.apply_plan", fail)
    decide(job)

    assert job.state == State.BROKEN
    assert "stopped by an error" in browser.get(job.get_absolute_url()).text
    assert not School.objects.exists()


def test_job_is_read_by_one_worker_only(upload, leader):
    job = upload(content_of(small_district()))
    ImportJob.objects.update(state=State.READING, fingerprint="kept")
    job.refresh_from_db()

    actions.prepare_import(job=job)

    assert (job.state, job.fingerprint) == (State.READING, "kept")


def test_job_that_nobody_confirmed_is_not_written(upload):
    job = upload(content_of(small_district()))

    actions.apply_import(job=job)

    assert job.state == State.READY
    assert not School.objects.exists()


def test_job_of_someone_who_is_gone_is_not_written(upload):
    job = upload(content_of(small_district()))
    job.state = State.APPLYING
    job.save()

    with pytest.raises(PolicyError, match="upload it again"):
        actions.apply_import(job=job)

    job.refresh_from_db()
    assert job.state == State.BROKEN
    assert not School.objects.exists()


def test_decision_without_its_fingerprint_changes_nothing(upload, browser):
    job = upload(content_of(small_district()))

    browser.post(f"{job.get_absolute_url()}confirm/")

    job.refresh_from_db()
    assert job.state == State.READY


def test_preview_shows_one_kind_of_change(upload, decide, browser):
    decide(upload(content_of(small_district())))
    job = upload(content_of(small_district().staff("t9", given="Zoe")))
    page = browser.get(job.get_absolute_url(), {"show": "archive"})

    assert list(page.context["lines"]) == []
    shown = browser.get(job.get_absolute_url(), {"show": "create"}).context["lines"]
    assert [line.label for line in shown] == ["Zoe Poe"]


def test_preview_speaks_in_labels(upload, decide, browser):
    decide(upload(content_of(small_district())))
    export = small_district()
    export.tables["roles"][1]["role"] = "principal"
    job = upload(content_of(export))

    (line,) = browser.get(job.get_absolute_url()).context["lines"]

    assert line.fields == [
        ("role", "Teacher or staff", "Leader"),
        ("role in the roster", "Teacher or staff", "Leader"),
    ]


def test_list_and_audit_log_tell_of_an_import(upload, decide, browser):
    decide(upload(content_of(small_district())))

    assert "roster.zip" in browser.get("/o/riverside/imports/").text
    audit = browser.get("/o/riverside/audit/").text
    assert "file: roster.zip; person: 3 create; school: 2 create" in audit


def test_progress_page_asks_again_until_it_is_read(browser, leader):
    file = SimpleUploadedFile("roster.zip", content_of(small_district()))
    job = actions.start_import(by=leader, kind="roster", upload=file)
    page = browser.get(job.get_absolute_url())
    part = browser.get(
        job.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "import"}
    )

    assert 'hx-trigger="every 2s"' in page.text
    assert "waiting to be read" in part.text
    assert "<html" not in part.text


@pytest.mark.parametrize(
    ("name", "url", "sentence"),
    [
        ("users.csv", ROSTER, "Zip the CSV files"),
        ("roster.exe", ROSTER, "not “roster.exe”"),
        ("schools.xlsx", DIRECTORY, "Choose a .zip or a .csv file"),
    ],
)
def test_other_files_are_refused_at_once(browser, name, url, sentence):
    page = browser.post(url, {"file": SimpleUploadedFile(name, b"content")})

    assert sentence in page.text
    assert not ImportJob.objects.exists()


def test_too_large_a_file_is_refused_at_once(browser, monkeypatch):
    monkeypatch.setattr(forms, "MAX_UPLOAD", 2 * forms.MEGABYTE)
    file = SimpleUploadedFile("roster.zip", b"0" * (3 * forms.MEGABYTE))

    page = browser.post(ROSTER, {"file": file})

    assert "The file has 3 MB; at most 2 MB are accepted." in page.text
    assert not ImportJob.objects.exists()


def test_directory_of_one_district_is_read(upload, decide, browser):
    table = b"NCESSCH,SCHNAM,LEAID\n480000100001,A,4800001\n480000200001,B,4800002\n"

    job = upload(table, name="ccd.csv", url=DIRECTORY, lea_id="4800002")

    assert job.state == State.READY
    assert "Schools of other districts" in browser.get(job.get_absolute_url()).text
    decide(job)
    assert School.objects.get().name == "B"
    assert AuditEvent.objects.get().event == "directory_imported"


def test_district_id_has_seven_digits(browser):
    file = SimpleUploadedFile("ccd.csv", b"NCESSCH,SCHNAM\n")

    page = browser.post(DIRECTORY, {"file": file, "lea_id": "48"})

    assert "An NCES district ID has 7 digits." in page.text


def test_import_of_another_organization_does_not_exist(upload, sign_in, outsider):
    job = upload(content_of(small_district()))
    path = f"/o/hillside/imports/{job.ref}/"

    assert sign_in(outsider).get(path).status_code == 404
