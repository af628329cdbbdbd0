"""The words and filters that lists of interventions and findings take."""

from ninja import Field, Schema

from headship.evidence.forms.search import FACETS, SearchForm
from headship.evidence.search.questions import Question

MANY = "Give it more than once for any of several values."


class Filters(Schema):
    """As on the search page; a value that no record has finds nothing."""

    q: str = Field("", max_length=200, description="Words; slips are forgiven.")
    domain: list[str] = Field([], description=f"Kind of outcome. {MANY}")
    effect: list[str] = Field(
        [],
        description="better-sure, better-chance, zero, worse-chance, worse-sure, none. "
        + MANY,
    )
    tier: list[str] = Field([], description=f"ESSA tier, 1 to 4 or none. {MANY}")
    grade: list[str] = Field([], description=f"PK, K, 1 to 12, PS or none. {MANY}")
    locale: list[str] = Field([], description=f"city, suburb, rural, none. {MANY}")
    group: list[str] = Field([], description=f"For whom. {MANY}")
    delivery: list[str] = Field([], description=f"Way of delivery. {MANY}")
    design: list[str] = Field([], description=f"rct, qed, rdd, scd, other. {MANY}")
    year: list[str] = Field([], description=f"A span such as 2015-2019. {MANY}")
    sort: str = Field(
        "", description="relevance, certainty, effect, harm, year or name."
    )

    @property
    def question(self) -> Question:
        chosen = {key: getattr(self, key) for key in FACETS}
        return SearchForm({"q": self.q, "sort": self.sort, **chosen}).question
