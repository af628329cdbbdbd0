"""Whose rows the tables of the library hold: nearly all are everybody's."""

from headship.core.holdings import Holding, register, register_site

register(
    Holding(
        "evidence.SavedSearch",
        organization="",
        person="user",
        own="ref name query saved_at",
        hidden="user",
    ),
)
register_site(
    *(
        f"evidence.{name}"
        for name in (
            *("Change", "Claim", "Finding", "Intervention", "Load", "Notice"),
            *("PublicSchool", "Rating", "Rating_findings", "Review", "Revision"),
            *("SearchCatalog", "Study"),
        )
    ),
    because="the evidence library belongs to everybody",
)
register_site(
    "evidence.Curator",
    because="curators act for the site, not for an organization",
    user="user",
)
