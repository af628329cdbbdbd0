"""The shapes of the read API. A null is *not reported*, never zero."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class Problem(Schema):
    """Why a request was not answered."""

    error: str = Field(description="A sentence for people.")


class RatingOut(Schema):
    """One clearinghouse's verdict on one kind of outcome."""

    ref: UUID
    outcome_domain: str
    verdict: str = Field(examples=["potentially_positive"])
    edfi_effectiveness_rating: str = Field(
        description="The verdict as Ed-Fi's InterventionEffectivenessRatingDescriptor; "
        "verdicts it does not know are its Other."
    )
    whose: str
    protocol: str | None
    standards_version: str | None
    rated_on: date | None
    why: str | None
    studies_meeting: int | None
    studies_eligible: int | None
    sample_size: int | None


class InterventionOut(Schema):
    """A program or practice with every verdict on it."""

    slug: str
    url: str
    name: str
    about: str | None
    wwc_id: int | None
    focus_areas: list[str] | None
    programs: list[str] | None
    delivery_methods: list[str] | None
    disability_support: list[str] | None
    target_groups: list[str] | None
    grades: list[str] | None
    duration: str | None
    sessions: str | None
    personnel: str | None
    cost: str | None
    materials: str | None
    implementation: str | None
    source_citation: str | None
    source_url: str | None
    ratings: list[RatingOut]


class InterventionRating(RatingOut):
    """A verdict with the program it is about."""

    intervention: str = Field(description="The program's slug.")


class ReviewOut(Schema):
    """One reviewer's look at a study."""

    rating: str
    why: str | None
    reviewer: str
    standards_version: str | None
    protocol: str | None
    reviewed_on: date | None


class StudyOut(Schema):
    """A study with its sample and its reviews."""

    ref: UUID
    url: str
    wwc_id: int | None
    citation: str
    title: str | None
    publication: str | None
    year: int | None
    design: str
    source_url: str | None
    eric: str | None
    context: dict[str, Any] = Field(
        description="The sample as reported; shares are from 0 to 1."
    )
    reviews: list[ReviewOut]


class FindingOut(Schema):
    """One comparison on one outcome: as reported, as published, as recomputed."""

    number: int = Field(description="The public number; it never changes.")
    url: str
    intervention: str
    intervention_name: str
    study: UUID
    citation: str
    year: int | None
    design: str
    outcome_domain: str
    outcome_measure: str
    outcome_type: str
    period: str | None
    sample: str | None
    is_subgroup: bool
    comparison: str | None
    n_total: int | None
    n_treated: int | None
    n_control: int | None
    clusters_treated: int | None
    clusters_control: int | None
    mean_treated: float | None
    mean_control: float | None
    sd_treated: float | None
    sd_control: float | None
    icc: float | None
    reported_effect_size: float | None
    reported_p: float | None
    favorable: str
    wwc_effect_size: float | None
    wwc_improvement_index: int | None
    wwc_p: float | None
    wwc_is_significant: bool | None
    wwc_rating: str
    essa_tier: int | None
    our_effect_size: float | None
    our_se: float | None
    our_p: float | None
    our_improvement_index: float | None
    agreement: str
    reason: str | None
    reviewer: str
    standards_version: str | None
    protocol: str | None
    reviewed_on: date | None


class ClaimOut(Schema):
    """One statement of a synthesis with source, method and limits."""

    key: str
    url: str
    statement: str
    kind: str
    source_citation: str
    source_url: str | None
    method: str
    limits: str
    value: float | None
    low: float | None
    high: float | None
    studies: int | None
    schools: int | None
    certainty: str
    responsibility: str | None


class Listing(Schema):
    """One page of a list."""

    count: int = Field(description="How many there are in all.")
    next: str | None = Field(description="The address of the next page.")


class Interventions(Listing):
    """A page of programs and practices."""

    items: list[InterventionOut]


class Studies(Listing):
    """A page of studies."""

    items: list[StudyOut]


class Findings(Listing):
    """A page of findings."""

    items: list[FindingOut]


class Ratings(Listing):
    """A page of verdicts."""

    items: list[InterventionRating]


class Claims(Listing):
    """A page of claims."""

    items: list[ClaimOut]
