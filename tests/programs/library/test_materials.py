from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from headship.core import tokens
from headship.core.clock import now
from headship.core.errors import PolicyError
from headship.core.models import AuditEvent
from headship.programs.actions import materials as actions
from headship.programs.models import (
    Material,
    MaterialAccess,
    MaterialLink,
    MaterialVersion,
)
from headship.programs.queries import materials as queries
from headship.programs.rich_text import render_markdown
from headship.programs.shipped_library import shipped_materials
from tests.factories import make_member
from tests.programs import learning
from tests.programs.library import shelf


def url(name, org="riverside", **parts):
    return reverse(f"programs:{name}", kwargs={"org": org, **parts})


@pytest.fixture
def material(leader, noon):
    return shelf.make_material(leader)


@pytest.fixture
def cohort(riverside, hillside, noon):
    return learning.make_cohort(riverside, districts=[hillside])


@pytest.fixture
def ana(hillside, cohort):
    member = make_member(hillside, "Ana", "leader")
    learning.enroll(cohort, member)
    return member


def titles(member):
    return [it.title for it in queries.library(member, {})]


def test_versions_are_numbered_and_the_newest_counts(material, leader):
    actions.add_version(
        material=material, content=actions.Content(text="# Two"), by=leader
    )

    numbers = [it.number for it in queries.versions(material)]
    assert numbers == [2, 1]
    assert queries.current_version(material).is_text


@pytest.mark.parametrize(
    "content",
    [
        actions.Content(),
        actions.Content(text="A", url="https://x.example"),
        actions.Content(upload=shelf.pdf(), text="A"),
    ],
)
def test_version_is_one_of_file_text_and_link(material, leader, content):
    with pytest.raises(PolicyError, match="one of them"):
        actions.add_version(material=material, content=content, by=leader)


def test_the_database_knows_what_a_version_is(material):
    with pytest.raises(IntegrityError), transaction.atomic():
        MaterialVersion.objects.create(
            material=material, number=9, form="text", text="", added_at=now()
        )


def test_permission_must_be_written_down(leader):
    with pytest.raises(PolicyError, match="who gave permission"):
        shelf.make_material(leader, license="permitted")


def test_nobody_has_a_material_until_it_is_given(material, ana, leader):
    before = titles(ana)
    shelf.give(material, leader, "participant")

    assert before == []
    assert titles(ana) == ["Guide to visits"]


def test_access_is_by_cohort_and_by_part(
    material, ana, cohort, riverside, hillside, leader
):
    other = learning.make_cohort(riverside, districts=[hillside])
    ben = make_member(hillside, "Ben", "leader")
    learning.enroll(other, ben)
    fay = make_member(riverside, "Fay", "facilitator")
    learning.assign(learning.make_session(cohort), fay)

    shelf.give(material, leader, "participant", cohorts=[cohort])
    first = [titles(it) for it in (ana, ben, fay)]
    shelf.give(material, leader, "facilitator", cohorts=[cohort])
    second = [titles(it) for it in (ana, ben, fay)]
    shelf.give(material, leader, "facilitator", cohorts=[other])
    third = [titles(it) for it in (ana, ben, fay)]

    here = ["Guide to visits"]
    assert (first, second, third) == ([here, [], []], [[], [], here], [[], [], []])


def test_viewers_of_the_own_organization_have_what_is_given_to_them(
    material, leader, supervisor, viewer, teacher, outsider
):
    shelf.give(material, leader, "manager")

    found = {it: titles(it) for it in (supervisor, teacher, outsider)}
    assert found == {supervisor: ["Guide to visits"], teacher: [], outsider: []}


@pytest.mark.parametrize("state", ["invited", "waiting", "withdrawn", "transferred"])
def test_without_a_seat_there_is_no_library(material, ana, cohort, leader, state):
    shelf.give(material, leader, "participant")
    since = {"waiting_since": now()} if state == "waiting" else {}

    cohort.participants.update(state=state, **since)

    assert titles(ana) == []


def test_withdrawn_material_is_in_no_library_until_restored(material, ana, leader):
    shelf.give(material, leader, "participant")
    actions.withdraw_material(material=material, by=leader)
    gone = titles(ana)
    with pytest.raises(PolicyError, match="is withdrawn"):
        actions.add_version(
            material=material, content=actions.Content(text="A"), by=leader
        )
    actions.restore_material(material=material, by=leader)

    assert gone == []
    assert titles(ana) == ["Guide to visits"]
    with pytest.raises(PolicyError, match="in the library already"):
        actions.restore_material(material=material, by=leader)


def test_library_and_list_are_found_by_words_kind_and_responsibility(
    material, leader, ana
):
    other = shelf.make_material(
        leader, title="On order", kind="reading", responsibilities=("order",)
    )
    shelf.give(other, leader, "participant")
    shelf.give(material, leader, "participant")
    organization = leader.organization

    def found(**wanted):
        in_list = {it.title for it in queries.find_materials(organization, wanted)}
        assert in_list == {it.title for it in queries.library(ana, wanted)}
        return in_list

    assert found(search="visits guide") == {"Guide to visits"}
    assert found(kind="reading") == {"On order"}
    assert found(responsibility="order") == {"On order"}
    assert found(responsibility="focus") == set()


def test_headships_own_are_taken_over_once(leader):
    counts = [actions.stock_library(by=leader) for _ in range(2)]

    assert counts == [len(shipped_materials()), 0]
    assert Material.objects.filter(kind="reference").count() == 6
    guides = Material.objects.filter(shipped_key__startswith="guide_")
    assert guides.count() == 5
    assert all(queries.current_version(it).text for it in guides)


def test_changed_text_becomes_a_version_and_own_words_stay(leader):
    actions.stock_library(by=leader)
    guide = Material.objects.get(shipped_key="guide_year_one")
    guide.title = "Our guide"
    guide.save()
    MaterialVersion.objects.filter(material=guide).update(text="Older.")

    assert actions.stock_library(by=leader) == 1
    guide.refresh_from_db()
    assert guide.title == "Our guide"
    assert [it.number for it in queries.versions(guide)] == [2, 1]


def test_markdown_is_formatted_and_never_run():
    html = render_markdown(
        "# Title\n\n<script>alert(1)</script>\n\n[a](javascript:alert(1)) "
        "[b](https://x.example)\n\n|a|b|\n|-|-|\n|1|2|\n"
    )

    assert "<h2>Title</h2>" in html
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert 'href="https://x.example" rel="noopener noreferrer"' in html
    assert "<td>1</td>" in html


def get(client, code):
    page = reverse("programs_public:material_get")
    return client.post(page, {"code": code})


def test_link_hands_its_file_to_whoever_holds_it_until_it_ends(
    material, leader, client, noon
):
    link = shelf.make_link(material, leader)
    code = queries.code_of(link)

    file = get(client, tokens.spell(code))
    noon.shift(timedelta(days=8))
    late = get(client, code)

    assert file.getvalue() == shelf.PDF
    assert file["Content-Disposition"] == 'attachment; filename="guide.pdf"'
    assert "This link expired on March 9, 2026." in late.content.decode()
    assert "Ask Riverside for a new one." in late.content.decode()
    link.refresh_from_db()
    assert link.used_count == 1
    assert AuditEvent.objects.filter(event="material_link_used").count() == 1


def test_link_ends_when_its_maker_or_the_material_does(material, leader, client):
    first, second = (shelf.make_link(material, leader) for _ in range(2))

    actions.end_link(link=first, by=leader)
    ended = get(client, queries.code_of(first)).content.decode()
    actions.withdraw_material(material=material, by=leader)
    withdrawn = get(client, queries.code_of(second)).content.decode()

    assert "This link expired" in ended
    assert "has been withdrawn. Ask Riverside" in withdrawn


def test_wrong_code_opens_nothing(material, leader, client):
    shelf.make_link(material, leader)

    page = get(client, "AAAA-BBBB-CCCC-DDDD").content.decode()

    assert "We do not know this code" in page


def test_code_is_not_in_the_database(material, leader):
    link = shelf.make_link(material, leader)

    assert queries.code_of(link) not in str(list(MaterialLink.objects.values()))


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "still to come"), (91, "at most 90 days")]
)
def test_link_ends_some_day_soon(material, leader, days, words):
    with pytest.raises(PolicyError, match=words):
        shelf.make_link(material, leader, days=days)


def test_link_to_a_link_is_not_made(leader):
    material = shelf.make_material(
        leader, content=actions.Content(url="https://x.example")
    )

    with pytest.raises(PolicyError, match="is a link itself"):
        shelf.make_link(material, leader)


def test_text_is_downloaded_as_text(leader, client):
    material = shelf.make_material(leader, content=actions.Content(text="# Read"))

    response = get(client, queries.code_of(shelf.make_link(material, leader)))

    assert response.content == b"# Read"
    assert "guide-to-visits.md" in response["Content-Disposition"]


def test_pages_lead_from_an_upload_to_a_participant(leader, ana, cohort, sign_in):
    browser = sign_in(leader)
    form = {"title": "Guide", "kind": "guide", "license": "own", "upload": shelf.pdf()}

    detail = browser.post(url("material_create"), form).url
    material = Material.objects.get()
    browser.post(
        url("material_access", ref=material.ref),
        {"audiences": ["participant"], "cohorts": [str(cohort.ref)]},
    )
    browser.post(
        url("material_version_add", ref=material.ref), {"text": "# Hello **you**"}
    )
    shown = browser.get(detail).content.decode()
    home = {"org": "hillside"}
    listed = sign_in(ana).get(url("library_list", **home)).content.decode()
    read = sign_in(ana).get(url("library_material", ref=material.ref, **home))

    assert cohort.title in shown
    assert "Guide" in listed
    assert "<strong>you</strong>" in read.content.decode()
    assert MaterialAccess.objects.get().cohort == cohort


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"note": "Nothing"}, "Give one of the three"),
        ({"text": "A", "url": "https://x.example"}, "Give one of the three"),
        ({"url": "javascript:alert(1)"}, "begins with https"),
        ({"upload": SimpleUploadedFile("a.svg", b"<svg>")}, "not taken"),
    ],
)
def test_wrong_version_is_refused_on_the_same_page(
    material, leader, sign_in, data, words
):
    page = url("material_version_add", ref=material.ref)

    response = sign_in(leader).post(page, data)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert material.versions.count() == 1


def test_cohort_must_be_chosen_with_people(material, leader, sign_in):
    response = sign_in(leader).post(
        url("material_access", ref=material.ref), {"audiences": ["participant"]}
    )

    assert "Choose all cohorts, or at least one." in response.content.decode()


def test_library_takes_the_same_queries_for_more(
    material, leader, ana, sign_in, django_assert_num_queries
):
    shelf.give(material, leader, "participant")
    with django_assert_num_queries(2):
        queries.library(ana, {})
    for number in range(2):
        more = shelf.make_material(leader, title=f"More {number}")
        shelf.give(more, leader, "participant")
    with django_assert_num_queries(2):
        assert len(queries.library(ana, {})) == 3
