"""What a person can take along: their own, all of it, and nobody else's."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import make_person
from tests.feedback import rounds
from tests.orgs.exports import everything, opened, tables
from tests.programs import learning

from headship.core.clock import now, today
from headship.practice import actions as practice
from headship.practice.models import PracticeFeedback

ADDRESS = "/me/data.zip"


@pytest.fixture
def download(sign_in):
    """Return a function that gives a member's own download."""

    def get(member):
        return sign_in(member).get(ADDRESS).getvalue()

    return get


def write(member, words):
    """Return a practice with words, evidence, a file and an answer."""
    plan = practice.Plan(
        responsibility_key="focus",
        what=f"{words}-what",
        due_on=today() + timedelta(days=9),
    )
    made = practice.undertake(plan=plan, by=member)
    upload = SimpleUploadedFile(f"{words}.txt", f"{words}-file".encode(), "text/plain")
    practice.add_file(practice=made, label=f"{words}-label", upload=upload, by=member)
    made.reflection = f"{words}-reflection"
    made.save()
    PracticeFeedback.objects.create(
        practice=made, text=f"{words}-answer", part="coach", given_at=now()
    )
    return made


def test_it_has_all_that_the_person_wrote(principal, coach, download):
    write(principal, "MINE")
    write(coach, "THEIRS")

    content = download(principal)

    found = tables(content)
    (made,) = found["practice/practice"]
    assert (made["what"], made["reflection"]) == ("MINE-what", "MINE-reflection")
    assert found["practice/practicefeedback"][0]["text"] == "MINE-answer"
    assert found["accounts/user"][0]["email"] == principal.email
    (row,) = found["practice/evidence"]
    with opened(content) as archive:
        file = archive.read(f"files/practice/evidence/{row['ref']}.txt")
    assert file == b"MINE-file"
    assert b"THEIRS" not in everything(content)


def test_it_has_what_every_organization_holds(
    everywhere, riverside, hillside, outsider, download
):
    make_person(riverside, "Second", user=outsider.user)
    cohort = learning.make_cohort(riverside, districts=[hillside])
    place = learning.enroll(cohort, outsider)
    learning.enroll_people(cohort, hillside, 2)
    learning.attend(place, learning.make_session(cohort))

    found = tables(download(outsider))

    names = {row["organization__name"] for row in found["orgs/membership"]}
    assert names == {"Riverside", "Hillside"}
    assert [row["ref"] for row in found["programs/participant"]] == [str(place.ref)]
    assert [row["hours"] for row in found["programs/attendance"]] == ["6.00"]


def test_it_has_no_answer_and_no_secret(leader, principal, download):
    cycle = rounds.make_cycle(leader)
    part = rounds.add_leader(
        cycle, leader, principal, teachers=rounds.make_people(leader.organization, 8)
    )
    rounds.open_cycle(cycle, leader)
    rounds.answer(part, "teacher", [3] * 8, {"strength": "SECRET-words"})
    rounds.answer(part, "self", [4])

    content = everything(download(principal))

    assert b"SECRET" not in content
    assert principal.user.password.encode() not in content
    assert b"surveys/invitation: Who was asked" in content
    assert b"has_answered" not in content


def test_it_is_offered_on_the_profile_and_to_nobody_else(sign_in, principal, client):
    assert f'href="{ADDRESS}"' in sign_in(principal).get("/me/").text
    assert client.get(ADDRESS).url.startswith("/accounts/login/")
