"""Certificates through the browser: issuing, taking along, verifying, reporting."""

import io
import json

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled
from pypdf import PdfReader

from headship.programs.actions import certificates as actions
from headship.programs.models import Certificate, HoursLayout
from tests.factories import make_member
from tests.programs import learning
from tests.programs.badges import oxigraph


@pytest.fixture
def ana(hillside):
    return make_member(hillside, "Ana", "leader", source_id="R-77")


@pytest.fixture
def place(riverside, hillside, ana, noon):
    cohort = learning.make_cohort(riverside, districts=[hillside])
    return learning.enroll(cohort, ana)


@pytest.fixture
def session(place):
    session = learning.make_session(place.cohort, days_ago=4)
    learning.attend(place, session)
    return session


@pytest.fixture
def certificate(place, session, leader):
    return actions.issue_certificate(participant=place, session=session, by=leader)


def page(name, org="riverside", **parts):
    return reverse(f"programs:{name}", kwargs={"org": org, **parts})


def verify(ref):
    return reverse("programs_public:certificate_verify", kwargs={"ref": ref})


def text_of(answer):
    return answer.content.decode()


def test_manager_issues_to_one_and_the_list_shows_it(place, session, leader, sign_in):
    browser, here = sign_in(leader), page("certificate_list", ref=place.cohort.ref)
    assert "Issue 1" in text_of(browser.get(here))

    issued = browser.post(
        page("certificate_issue", ref=place.ref),
        {"session": session.number},
        follow=True,
    )

    made = Certificate.objects.get()
    assert f"Ana Doe now holds certificate {made.number}." in text_of(issued)
    people = page("certificate_people", ref=place.cohort.ref)
    shown = text_of(browser.get(people, {"session": session.number}))
    assert made.number in shown


def test_manager_issues_to_all_and_sees_the_progress(
    place, session, leader, sign_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = sign_in(leader).post(
            page("certificate_issue_all", ref=place.cohort.ref),
            {"session": session.number},
            follow=True,
        )

    assert answer.redirect_chain[0][0].startswith(
        "/o/riverside/programs/certificates/batches/"
    )
    shown = text_of(sign_in(leader).get(answer.redirect_chain[0][0]))
    assert "1 certificate was issued." in shown


def test_session_of_another_cohort_is_not_found(place, session, leader, sign_in):
    for number in ("999", "x", "99999999999999999999"):
        answer = sign_in(leader).post(
            page("certificate_issue_all", ref=place.cohort.ref), {"session": number}
        )

        assert answer.status_code == 404


def test_the_rule_of_a_cohort_can_be_set(place, leader, sign_in):
    browser = sign_in(leader)
    browser.post(page("completion_rule", ref=place.cohort.ref), {"percent": "65"})

    shown = text_of(browser.get(page("certificate_list", ref=place.cohort.ref)))

    assert 'value="65"' in shown
    bad = browser.post(
        page("completion_rule", ref=place.cohort.ref), {"percent": "0"}, follow=True
    )
    assert "Choose a share between 1 and 100 percent." in text_of(bad)


def test_certificate_as_pdf_names_person_hours_and_address(certificate, ana, sign_in):
    answer = sign_in(ana).get(
        page("my_certificate_pdf", "hillside", ref=certificate.ref)
    )

    [paper] = PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(paper.extract_text().split())
    assert "Ana Doe" in words
    assert "6 contact hours" in words
    assert certificate.number in words
    assert verify(certificate.ref)[:20] in words


def test_badge_can_be_taken_along_and_verifies(certificate, ana, sign_in):
    answer = sign_in(ana).get(
        page("my_certificate_badge", "hillside", ref=certificate.ref)
    )

    assert oxigraph.verifies(json.loads(answer.content))
    assert answer["Content-Disposition"].endswith('.json"')


def test_own_certificates_and_hours_are_listed(certificate, ana, sign_in):
    shown = text_of(sign_in(ana).get(page("my_certificates", "hillside")))

    assert certificate.number in shown
    assert "My contact hours" in shown


def test_own_certificates_and_hours_as_csv(certificate, ana, sign_in):
    browser = sign_in(ana)

    held = browser.get(page("my_certificates_csv", "hillside")).getvalue().decode()
    hours = browser.get(page("my_hours_csv", "hillside")).getvalue().decode()

    assert f"{certificate.number},Ana Doe,Hillside,Year One: Meeting 1,6.00" in held
    assert f"Meeting 1,{certificate.participant.cohort},2026-02-26,6.00" in hours


def test_nobody_sees_anothers_certificates(certificate, outsider, hillside, sign_in):
    """A colleague of the same district, and the district's administrator."""
    with scopes_disabled():
        colleague = make_member(hillside, "Ben", "leader")
    for member in (outsider, colleague):
        browser = sign_in(member)
        shown = text_of(browser.get(page("my_certificates", "hillside")))
        assert certificate.number not in shown
        for name in ("my_certificate_pdf", "my_certificate_badge"):
            address = page(name, "hillside", ref=certificate.ref)
            assert browser.get(address).status_code == 404


def test_anyone_can_verify_and_learns_nothing_else(certificate, ana, client):
    shown = text_of(client.get(verify(certificate.ref)))

    assert "This certificate is valid" in shown
    assert "The signature of its badge is intact." in shown
    assert '<meta name="robots" content="noindex">' in shown
    for secret in (ana.email, "Hillside", "principal", "R-77", certificate.participant):
        assert str(secret) == "Ana Doe" or str(secret) not in shown


def test_revoked_certificate_says_so_but_not_why(certificate, leader, client, sign_in):
    sign_in(leader).post(
        page("certificate_revoke", ref=certificate.ref), {"reason": "Left the cohort."}
    )

    shown = text_of(client.get(verify(certificate.ref)))

    assert "This certificate is revoked" in shown
    assert "It counts for nothing." in shown
    assert "Left the cohort." not in shown


def test_status_of_badges_lists_revoked_ones_only(
    certificate, riverside, leader, client
):
    address = reverse("programs_public:issuer_revoked", kwargs={"ref": riverside.ref})
    assert client.get(address).json()["revokedCredential"] == []
    assert certificate.credential["credentialStatus"]["id"].endswith(address)

    actions.revoke_certificate(certificate=certificate, reason="X.", by=leader)

    listed = client.get(address).json()
    assert listed["revokedCredential"] == [
        {"id": f"urn:uuid:{certificate.ref}", "revoked": True}
    ]
    assert "Ana" not in str(listed)


def test_issuer_without_badges_has_no_status(hillside, client):
    address = reverse("programs_public:issuer_revoked", kwargs={"ref": hillside.ref})

    assert client.get(address).status_code == 404


def test_unknown_certificate_is_told_from_a_revoked_one(riverside, client):
    answer = client.get(verify(riverside.ref))

    assert answer.status_code == 404
    assert "This certificate is not known" in text_of(answer)


def test_tampered_badge_is_noticed_on_the_public_page(certificate, client):
    certificate.credential["name"] = "Doctor of Everything"
    certificate.save()

    assert "does not fit" in text_of(client.get(verify(certificate.ref)))


def test_printed_number_leads_to_the_page(certificate, client):
    address = reverse("programs_public:certificate_find")
    typed = certificate.number.replace("-", " ").lower()

    assert client.post(address, {"number": typed})["Location"] == (
        verify(certificate.ref)
    )
    unknown = client.post(address, {"number": "ZZZZ-ZZZZ"})
    assert "There is no certificate of this number." in text_of(unknown)
    assert "as it is printed" in text_of(client.post(address, {"number": "12"}))


def test_hours_are_reported_in_the_usual_columns(certificate, leader, sign_in):
    answer = sign_in(leader).get(page("hours_report_csv"), {"kind": "session"})

    header, line = answer.getvalue().decode().strip("\ufeff").splitlines()
    assert header.startswith("last_name,first_name,email,educator_id,district")
    assert line == (
        "Doe,Ana,ana@hillside.example,R-77,Hillside,Year One: Meeting 1,Riverside,"
        f"2026-02-26,2026-02-26,6.00,{certificate.number}"
    )


def test_report_leaves_out_revoked_ones_programs_and_other_days(
    certificate, leader, sign_in
):
    browser = sign_in(leader)

    def lines(**wanted):
        answer = browser.get(page("hours_report_csv"), {"kind": "session"} | wanted)
        return len(answer.getvalue().decode().splitlines()) - 1

    assert lines() == 1
    assert lines(kind="program") == 0
    assert lines(since="2026-02-27") == 0
    assert lines(until="2026-02-26") == 1
    actions.revoke_certificate(certificate=certificate, reason="X.", by=leader)
    assert lines() == 0


def test_a_state_gets_its_own_columns(certificate, leader, sign_in):
    browser = sign_in(leader)
    browser.post(
        page("hours_layout_create"),
        {"name": "Texas", "columns": "CPE = HOURS = hours\nENDED = last_on_us"},
    )
    layout = HoursLayout.objects.get()

    answer = browser.get(
        page("hours_report_csv"), {"kind": "session", "layout": layout.ref}
    )

    lines = answer.getvalue().decode().strip("\ufeff").splitlines()
    assert lines == ["CPE = HOURS,ENDED", "6.00,02/26/2026"]


def test_unknown_fields_are_named_by_line(leader, sign_in):
    answer = sign_in(leader).post(
        page("hours_layout_create"),
        {"name": "Texas", "columns": "HOURS = hours\nSSN = ssn\nNothing"},
    )

    shown = text_of(answer)
    assert "Line 2: there is no field ssn." in shown
    assert "Line 3 has no heading and field" in shown
    assert not HoursLayout.objects.exists()


def test_layouts_have_names_of_their_own(leader, sign_in):
    browser = sign_in(leader)
    told = {"name": "Texas", "columns": "H = hours"}
    browser.post(page("hours_layout_create"), told)

    answer = browser.post(page("hours_layout_create"), told)

    assert answer.status_code == 409
    assert "There is a layout of this name." in text_of(answer)
    browser.post(page("hours_layout_remove", ref=HoursLayout.objects.get().ref))
    assert not HoursLayout.objects.exists()


def test_providers_page_of_a_person_tells_how_far_they_are(
    certificate, place, session, leader, sign_in
):
    missed = learning.make_session(place.cohort, days_ago=2)

    html = text_of(sign_in(leader).get(place.get_absolute_url()))

    assert "6.0 of 12.0" in html
    assert f"missed: {missed}" in html
    assert "6 contact hours, issued on" in html
    assert verify(certificate.ref) in html
