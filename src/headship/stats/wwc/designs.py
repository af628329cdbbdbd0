"""Headline ratings of two designs besides group comparisons."""

from collections.abc import Sequence

from headship.stats._validate import between, integer, one_of
from headship.stats.wwc.ratings import FindingRating
from headship.stats.wwc.verdict import Reason, Verdict

# WWC Standards Handbook 4.1, single-case designs.
AGREEMENT_SHARE = 0.20
AGREEMENT = 0.80
KAPPA = 0.60
DEMONSTRATIONS = 3
POINTS_WITHOUT = 5
POINTS_WITH = 3
PHASES = {"reversal": 4, "multiple_baseline": 6}

_LEVELS = ("full", "partial", "none")

_DISCONTINUITY = (
    "forcing_variable_integrity",
    "attrition",
    "continuity",
    "functional_form",
)


def rate_discontinuity(
    *,
    forcing_variable_integrity: str,
    attrition: str,
    continuity: str,
    functional_form: str,
    first_stage: str | None = None,
) -> Verdict[FindingRating]:
    """Rate a regression discontinuity design from how far each standard is satisfied.

    Parameters
    ----------
    forcing_variable_integrity, attrition, continuity, functional_form
        "full", "partial" or "none" for: no manipulation of the forcing variable; low
        attrition; a continuous relation of outcome and forcing variable; functional
        form and bandwidth.
    first_stage
        The same for a fuzzy design's first stage; None for a sharp design.

    Returns
    -------
    Verdict of FindingRating
        Without reservations if all are full, with reservations if none is missing.

    Raises
    ------
    ValueError
        For a level other than "full", "partial" and "none".

    Notes
    -----
    Formula: the worst standard decides.

    Assumes: each standard was judged beforehand; this is the outline of the standards,
    the handbook has finer rules (unsure in detail).

    Do not use when: assignment was random (``rate_finding``).

    Examples
    --------
    >>> rate_discontinuity(
    ...     forcing_variable_integrity="full", attrition="partial",
    ...     continuity="full", functional_form="full",
    ... ).rating.value
    'meets_with_reservations'

    References
    ----------
    WWC Standards Handbook 4.1 (2020), chapter III.
    """
    judged = dict(
        zip(
            _DISCONTINUITY,
            (forcing_variable_integrity, attrition, continuity, functional_form),
            strict=True,
        )
    )
    if first_stage is not None:
        judged["first_stage"] = first_stage
    for name, level in judged.items():
        one_of(name, level, _LEVELS)
    if "none" in judged.values():
        rating = FindingRating.NOT
    elif "partial" in judged.values():
        rating = FindingRating.WITH
    else:
        rating = FindingRating.WITHOUT
    reasons = tuple(
        Reason(code=name, met=level != "none", value=level)
        for name, level in judged.items()
    )
    return Verdict(rating=rating, reasons=reasons)


def rate_single_case(
    phases: Sequence[int],
    *,
    design: str,
    is_manipulated: bool,
    agreement_share: float,
    agreement: float | None = None,
    kappa: float | None = None,
    n_demonstrations: int,
) -> Verdict[FindingRating]:
    """Rate a single-case design.

    Parameters
    ----------
    phases
        Data points in each phase (in each baseline and treatment phase of each case).
    design
        "reversal" or "multiple_baseline".
    is_manipulated
        Whether the researcher decided when the treatment began.
    agreement_share
        Share of points in each phase that two assessors scored (0 to 1).
    agreement, kappa
        Their agreement (0 to 1) or kappa; one suffices.
    n_demonstrations
        Attempts to show the effect at different points in time.

    Returns
    -------
    Verdict of FindingRating
        Without reservations with five points in each phase, with reservations with
        three or four.

    Raises
    ------
    ValueError
        For an unknown design, no phase, or shares outside 0 to 1.

    Notes
    -----
    Formula: manipulated; at least 20 percent of points with agreement of .80 or kappa
    of .60; three demonstrations; at least 4 phases (reversal) or 6 (multiple baseline).

    Assumes: the outline of the standards. From 4.1 on the effect is judged by a
    design-comparable effect size, not by eye (unsure in detail).

    Do not use when: groups are compared.

    Examples
    --------
    >>> rate_single_case(
    ...     [5, 5, 6, 5], design="reversal", is_manipulated=True, agreement_share=0.25,
    ...     agreement=0.9, n_demonstrations=3,
    ... ).rating.value
    'meets_without_reservations'

    References
    ----------
    WWC Standards Handbook 4.1 (2020), appendix on single-case designs.
    """
    one_of("design", design, list(PHASES))
    points = [integer(f"phases[{i}]", n, minimum=1) for i, n in enumerate(phases)]
    if not points:
        raise ValueError("phases must not be empty, got none.")
    share = between("agreement_share", agreement_share, -1e-12, 1 + 1e-12)
    agree = None if agreement is None else _share("agreement", agreement, 0)
    chance = None if kappa is None else _share("kappa", kappa, -1)
    does_agree = (agree or 0) >= AGREEMENT or (chance or 0) >= KAPPA
    shown = integer("n_demonstrations", n_demonstrations)
    needed = PHASES[design]
    reasons = (
        Reason(code="manipulated", met=is_manipulated),
        Reason(
            code="agreement_checked",
            met=share >= AGREEMENT_SHARE,
            value=share,
            limit=AGREEMENT_SHARE,
        ),
        Reason(
            code="assessors_agree",
            met=does_agree,
            value=agree if agree is not None else chance,
            limit=AGREEMENT if agree is not None else KAPPA,
        ),
        Reason(
            code="demonstrations",
            met=shown >= DEMONSTRATIONS,
            value=shown,
            limit=DEMONSTRATIONS,
        ),
        Reason(
            code="phases", met=len(points) >= needed, value=len(points), limit=needed
        ),
        Reason(
            code="points_per_phase",
            met=min(points) >= POINTS_WITH,
            value=min(points),
            limit=POINTS_WITHOUT,
        ),
    )
    if not all(reason.met for reason in reasons):
        rating = FindingRating.NOT
    elif min(points) >= POINTS_WITHOUT:
        rating = FindingRating.WITHOUT
    else:
        rating = FindingRating.WITH
    return Verdict(rating=rating, reasons=reasons)


def _share(name: str, value: float, low: float) -> float:
    return between(name, value, low - 1e-12, 1 + 1e-12)
