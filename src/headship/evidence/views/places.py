"""The place a visitor has chosen stays in the address from page to page."""

from urllib.parse import urlencode

from headship.evidence.contexts.places import PARAMETERS

LONGEST = 1000


def place_in_address(request) -> dict[str, object]:
    """Return the part of an address that names a place, as pairs and as written.

    Whether such a place exists, and for whom, is asked by the page that shows it.
    """
    pairs = [
        (key, value)
        for key in PARAMETERS
        if (value := request.GET.get(key, "")[:LONGEST])
    ]
    return {"place_pairs": pairs, "place": urlencode(pairs)}
