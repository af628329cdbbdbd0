"""From a group report to a few names of responsibilities that can be handed on."""

from headship.core.suppression import Suppressed
from headship.feedback.reports.group import GroupReport

SUGGESTED = 3


def lowest(page: GroupReport) -> tuple[str, ...]:
    """Return the responsibilities with the lowest means in the largest group of others.

    They are where a choice begins; the person who hands needs on makes it.
    """
    others = [
        (0 if isinstance(count, Suppressed) else count, place)
        for place, (key, _title, count) in enumerate(page.groups)
        if key != "self"
    ]
    if not others:
        return ()
    _count, place = max(others, key=lambda it: it[0])
    means = [
        (row.means[place].estimate, row.responsibility.key)  # type: ignore[attr-defined]
        for row in page.rows
        if not isinstance(row.means[place], Suppressed)
    ]
    return tuple(key for _mean, key in sorted(means)[:SUGGESTED])
