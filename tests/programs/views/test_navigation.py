import re

import pytest
from django.urls import reverse

from tests.factories import make_member


def lines(browser, name="health"):
    """Return the first lines of "Learn" in the frame, groups by their label."""
    page = browser.get(reverse(f"programs:{name}", kwargs={"org": "riverside"}))
    side = page.content.decode().partition('class="sidebar"')[2].partition("</nav>")[0]
    learn = side.partition("Learn</p>")[2].partition("Evidence library")[0]
    grouped = re.sub(
        r"<details.*?<summary>(.*?)<svg.*?</details>", r"\1\n", learn, flags=re.S
    )
    return [
        it.strip() for it in re.sub(r"<[^>]*>", "", grouped).splitlines() if it.strip()
    ]


@pytest.mark.parametrize(
    ("role", "name", "own"),
    [
        ("leader", "my_learning", []),
        ("facilitator", "my_cohorts", ["My cohorts", "Case studies"]),
        (
            "manager",
            "health",
            [
                "My cohorts",
                "Program health",
                "Cohorts and people",
                "Programs and offers",
            ],
        ),
    ],
)
def test_learn_is_short_enough_to_be_read(riverside, sign_in, role, name, own):
    found = lines(sign_in(make_member(riverside, "Pat", role)), name)

    assert found == [
        "My learning",
        "My library",
        *own,
        "The 21 responsibilities",
        "Two orders of change",
    ]


def test_group_is_open_on_its_pages(riverside, sign_in):
    browser = sign_in(make_member(riverside, "Pat", "manager"))
    addresses = [
        reverse(f"programs:{name}", kwargs={"org": "riverside"})
        for name in ("health", "cohort_list")
    ]

    closed, opened = (browser.get(it).content.decode() for it in addresses)

    assert closed.count('class="navigation-group" open') == 0
    assert opened.count('class="navigation-group" open') == 2  # Left, and on a phone.
