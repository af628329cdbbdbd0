"""Lists as files: what a spreadsheet opens beside each table."""

import csv
import io

import pytest
from django.urls import reverse

from headship.feedback import actions


@pytest.fixture
def rows(sign_in):
    """Return a function that reads a member's list as a spreadsheet would."""

    def read(member, name):
        url = reverse(f"feedback:{name}", kwargs={"org": "riverside"})
        text = sign_in(member).get(url).getvalue().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    return read


def test_cycles_are_listed_with_their_leaders(rows, leader, opened):
    assert [
        (row["cycle"], row["state"], row["leaders"])
        for row in rows(leader, "cycle_list_csv")
    ] == [("Spring", "open", "1")]


def test_reviews_are_ones_own_and_those_shared(rows, principal, coach, closed):
    actions.share_report(participant=closed, reader=coach, by=principal)

    own, shared = rows(principal, "review_list_csv"), rows(coach, "review_list_csv")

    assert [row["shared_at"] for row in own] == [""]
    assert [row["leader"] for row in shared] == [str(principal)]
    assert shared[0]["shared_at"]


def test_nominations_are_those_of_leaders_one_supervises(
    rows, leader, supervisor, principal, participant, coach
):
    actions.open_nominations(cycle=participant.cycle, by=leader)
    actions.nominate(
        participant=participant, nominees=[coach], group="peer", by=principal
    )

    found = rows(supervisor, "approval_list_csv")

    assert [row["proposed_rater"] for row in found] == [str(coach)]
