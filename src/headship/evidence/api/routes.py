"""The addresses of the read API.

Lists are paged by ``page`` and ``per_page``. Interventions and findings take the words
and filters of the search page. Each answer has an entity tag; send it back in
``If-None-Match`` and nothing is sent again until something is published.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Status
from ninja.errors import ValidationError

from headship.evidence.api.filters import Filters
from headship.evidence.api.limits import PerAddress
from headship.evidence.api.paging import Page, Slice, listing
from headship.evidence.api.schemas import (
    ClaimOut,
    Claims,
    FindingOut,
    Findings,
    InterventionOut,
    Interventions,
    Problem,
    Ratings,
    Studies,
    StudyOut,
)
from headship.evidence.queries import published
from headship.evidence.queries.catalogs import current_catalog
from headship.evidence.queries.results import found_findings, found_interventions
from headship.evidence.reports.records import (
    claim_record,
    finding_record,
    intervention_record,
    rating_record,
    study_record,
)
from headship.evidence.search.questions import Answer, Question

api = NinjaAPI(
    title="Headship evidence library",
    version="1",
    description=__doc__ or "",
    docs_url=None,  # Pages of our own show the document and need no other site.
    openapi_url=None,
    urls_namespace="evidence_api",
    throttle=[PerAddress()],
)

Q_OF_CLAIMS = "Words that a claim must hold; slips are forgiven."
NOT_FOUND = "There is no such record in the library."
REFUSALS: dict[Any, Any] = {404: Problem, 422: Problem, 429: Problem}
LIST_REFUSALS: dict[Any, Any] = {422: Problem, 429: Problem}


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    said = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors)
    return api.create_response(request, {"error": said}, status=422)


def _one(found: Any, write: Callable[[Any], Any]) -> Any:
    return write(found) if found else Status(404, {"error": NOT_FOUND})


@api.get(
    "/interventions",
    response={200: Interventions, **LIST_REFUSALS},
    summary="Programs and practices, searched and filtered",
    operation_id="listInterventions",
)
def intervention_list(
    request: HttpRequest, page: Query[Page], filters: Query[Filters]
) -> Any:
    answer = Answer(current_catalog(), filters.question)

    def items(part: Slice) -> list[Any]:
        pks = [group.pk for group in answer.groups(part.start, part.end)]
        return [intervention_record(one) for one in found_interventions(pks)]

    return listing(request, page, answer.intervention_count, items)


@api.get(
    "/interventions/{slug:slug}",
    response={200: InterventionOut, **REFUSALS},
    summary="One program or practice",
    operation_id="getIntervention",
)
def intervention(request: HttpRequest, slug: str) -> Any:
    return _one(published.intervention(slug), intervention_record)


@api.get(
    "/findings",
    response={200: Findings, **LIST_REFUSALS},
    summary="Findings, searched and filtered",
    operation_id="listFindings",
)
def finding_list(
    request: HttpRequest, page: Query[Page], filters: Query[Filters]
) -> Any:
    answer = Answer(current_catalog(), filters.question)
    order = answer.finding_order()

    def items(part: Slice) -> list[Any]:
        found = found_findings(answer.catalog, order[part.start : part.end])
        return [finding_record(one) for one in found]

    return listing(request, page, len(order), items)


@api.get(
    "/findings/{int:number}",
    response={200: FindingOut, **REFUSALS},
    summary="One finding by its public number",
    operation_id="getFinding",
)
def finding(request: HttpRequest, number: int) -> Any:
    return _one(published.finding(number), finding_record)


@api.get(
    "/studies",
    response={200: Studies, **LIST_REFUSALS},
    summary="Studies by year",
    operation_id="listStudies",
)
def study_list(request: HttpRequest, page: Query[Page]) -> Any:
    found = published.studies()
    return listing(
        request,
        page,
        found.count(),
        lambda part: [study_record(one) for one in found[part.start : part.end]],
    )


@api.get(
    "/studies/{uuid:ref}",
    response={200: StudyOut, **REFUSALS},
    summary="One study",
    operation_id="getStudy",
)
def study(request: HttpRequest, ref: UUID) -> Any:
    return _one(published.studies().filter(ref=ref).first(), study_record)


@api.get(
    "/ratings",
    response={200: Ratings, **LIST_REFUSALS},
    summary="Every verdict, with Ed-Fi's effectiveness rating",
    operation_id="listRatings",
)
def rating_list(request: HttpRequest, page: Query[Page]) -> Any:
    found = published.ratings()
    return listing(
        request,
        page,
        found.count(),
        lambda part: [
            {**rating_record(one), "intervention": one.intervention.slug}
            for one in found[part.start : part.end]
        ],
    )


@api.get(
    "/claims",
    response={200: Claims, **LIST_REFUSALS},
    summary="What syntheses claim about leadership",
    operation_id="listClaims",
)
def claim_list(
    request: HttpRequest,
    page: Query[Page],
    q: str = Query("", max_length=200, description=Q_OF_CLAIMS),
) -> Any:
    keys = None
    if q.strip():
        answer = Answer(current_catalog(), Question(words=q))
        keys = [one.key for one in answer.claims]
    found = published.claims(keys)
    return listing(
        request,
        page,
        found.count(),
        lambda part: [claim_record(one) for one in found[part.start : part.end]],
    )


@api.get(
    "/claims/{slug:key}",
    response={200: ClaimOut, **REFUSALS},
    summary="One claim",
    operation_id="getClaim",
)
def claim(request: HttpRequest, key: str) -> Any:
    return _one(published.claims().filter(key=key).first(), claim_record)
