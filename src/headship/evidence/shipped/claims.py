"""The claims of the literature: from the catalogs of responsibilities, and a file."""

from collections.abc import Iterator
from typing import Any

from headship.evidence.shipped.reading import read_shipped
from headship.frameworks.certainty import Certainty
from headship.frameworks.research import Research, Source, load_research
from headship.frameworks.responsibilities import (
    Responsibility,
    load_responsibilities,
)

METHOD_OF_ONE = (
    "Meta-analysis of correlations between one responsibility, mostly as teachers rate "
    "their principal, and student achievement. The interval treats all studies of a "
    "responsibility as estimates of one value."
)
METHOD_OVERALL = (
    "Meta-analysis of correlations between leadership, mostly as teachers rate their "
    "principal, and student achievement."
)
METHOD_OF_SYNTHESIS = "A synthesis of studies; the figure is its authors' own headline."
LIMITS_OF_SYNTHESIS = (
    "Syntheses count different studies, leaders and outcomes, so their figures can't be "
    "set side by side as if they measured one thing."
)


def shipped_claims() -> Iterator[dict[str, Any]]:
    """Return every claim that may be shown, in the order in which they are read."""
    research = load_research()
    claims = [*_overall(research), *_responsibilities(research), *_syntheses(research)]
    for order, claim in enumerate([*claims, *_districts()], start=1):
        yield {**_EMPTY, **claim, "order": order}


# A release that takes a figure back must clear it.
_EMPTY: dict[str, Any] = {
    "value": None,
    "low": None,
    "high": None,
    "studies": None,
    "schools": None,
    "source_url": "",
    "responsibility_key": "",
}


def _overall(research: Research) -> Iterator[dict[str, Any]]:
    for one in research.overall:
        if not one.certainty.may_be_shown:
            continue
        schools = f" and {one.schools:,} schools" if one.schools else ""
        yield {
            "key": f"leadership-{one.source.key.replace('_', '-')}",
            "kind": "overall",
            "statement": (
                "Schools whose leader is rated higher tend to have somewhat higher "
                f"achievement: over {one.studies} studies{schools} the average "
                f"correlation is {_r(one.r)}."
            ),
            "method": METHOD_OVERALL,
            "limits": _caveats(research, "correlation", "raters"),
            "value": one.r,
            "studies": one.studies,
            "schools": one.schools,
            "certainty": one.certainty.value,
            **_source(one.source),
        }


def _responsibilities(research: Research) -> Iterator[dict[str, Any]]:
    limits = _caveats(research, "correlation", "raters", "intervals", "ranking")
    for one in load_responsibilities():
        evidence = one.evidence_2005
        if evidence.certainty.may_be_shown:
            yield {
                "key": f"responsibility-{one.slug}",
                "kind": "responsibility",
                "responsibility_key": one.key,
                "statement": _statement(one),
                "method": METHOD_OF_ONE,
                "limits": limits,
                "value": evidence.r,
                "low": evidence.lower,
                "high": evidence.upper,
                "studies": evidence.studies,
                "schools": evidence.schools,
                "certainty": evidence.certainty.value,
                **_source(evidence.source),
            }


def _statement(one: Responsibility) -> str:
    evidence = one.evidence_2005
    return (
        f"{one.name}: where it is rated higher, achievement tends to be somewhat higher. "
        f"The average correlation is {_r(evidence.r)}, with a 95 % interval from "
        f"{_r(evidence.lower)} to {_r(evidence.upper)}."
    )


def _syntheses(research: Research) -> Iterator[dict[str, Any]]:
    for one in research.syntheses:
        if one.certainty.may_be_shown:
            yield {
                "key": f"synthesis-{one.source.key.replace('_', '-')}",
                "kind": "synthesis",
                "statement": f"{one.reading} ({one.figure})",
                "method": METHOD_OF_SYNTHESIS,
                "limits": LIMITS_OF_SYNTHESIS,
                "certainty": one.certainty.value,
                **_source(one.source),
            }


def _districts() -> Iterator[dict[str, Any]]:
    content = read_shipped("claims.toml")
    shared = content["district"]
    for claim in content["claims"]:
        if not Certainty(claim["certainty"]).may_be_shown:
            continue
        limits = "\n".join(filter(None, (claim.get("limits"), shared["limits"])))
        yield {
            **claim,
            "kind": "district",
            "method": shared["method"],
            "limits": limits,
            "source_citation": shared["citation"],
        }


def _source(source: Source) -> dict[str, Any]:
    return {"source_citation": source.citation, "source_url": source.url}


def _caveats(research: Research, *keys: str) -> str:
    caveats = {caveat.key: caveat for caveat in research.caveats}
    texts = [f"{caveats[key].title} {caveats[key].text}" for key in keys]
    return "\n".join(" ".join(text.split()) for text in texts)


def _r(value: float) -> str:
    """Write a correlation as its authors do, without the zero."""
    return f"{value:.2f}".replace("0.", ".", 1)
