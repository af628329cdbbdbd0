"""The OpenAPI description of the API as a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headship.evidence.limits import PER_MINUTE

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a shape, or one parameter of an address."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One address with what it takes and how it answers."""

    key: str
    method: str
    path: str
    summary: str
    parameters: tuple[Field, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One kind of record."""

    name: str
    description: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentationPage:
    """Everything the description says."""

    document_url: str
    per_minute: int
    title: str
    version: str
    endpoints: tuple[Endpoint, ...]
    shapes: tuple[Shape, ...]


def documentation_page(document: Document, url: str) -> DocumentationPage:
    """Lay out an OpenAPI document for people; ``url`` is where programs find it."""
    return DocumentationPage(
        document_url=url,
        per_minute=PER_MINUTE["api"],
        title=document["info"]["title"],
        version=document["info"]["version"],
        endpoints=tuple(
            _endpoint(path, method, one)
            for path, methods in document["paths"].items()
            for method, one in methods.items()
        ),
        shapes=tuple(
            _shape(name, one) for name, one in document["components"]["schemas"].items()
        ),
    )


def _endpoint(path: str, method: str, one: Document) -> Endpoint:
    return Endpoint(
        key=one["operationId"],
        method=method.upper(),
        path=path,
        summary=one.get("summary", ""),
        parameters=tuple(
            Field(
                name=it["name"],
                kind=kind_of(it["schema"]),
                description=it.get("description")
                or it["schema"].get("description", ""),
            )
            for it in one.get("parameters", ())
        ),
        answers=tuple(
            (str(status), _answer(answer))
            for status, answer in one["responses"].items()
        ),
    )


def _answer(answer: Document) -> str:
    content = answer.get("content", {}).get("application/json", {})
    return kind_of(content["schema"]) if "schema" in content else ""


def _shape(name: str, one: Document) -> Shape:
    return Shape(
        name=name,
        description=one.get("description", ""),
        fields=tuple(
            Field(name=key, kind=kind_of(it), description=it.get("description", ""))
            for key, it in one.get("properties", {}).items()
        ),
    )


def kind_of(schema: Document) -> str:
    """Return a schema in a few words: ``list of RatingOut``, ``integer or null``."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(kind_of(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema['items'])}"
    kind = str(schema.get("type", "anything"))
    return f"{kind} ({schema['format']})" if "format" in schema else kind
