"""Deleting an organization: one statement a table, all or nothing.

Constraints between tables are checked when the transaction ends, on both databases, so
rows go without being read. What triggers refuse to change may still be deleted.
"""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import SET_NULL, ForeignKey, Model, QuerySet

from headship.core import holdings
from headship.core.holdings import Holding


def erase(organization: Any) -> dict[str, int]:
    """Delete every row of an organization; return how many there were, by table.

    Must run in a transaction. What stays and named a row that goes names nobody.
    """
    by_model: dict[type[Model], list[Holding]] = {}
    for it in holdings.every():
        by_model.setdefault(apps.get_model(it.model), []).append(it)
    counts: dict[str, int] = {}
    for model in _children_first(by_model):
        for holding in by_model[model]:
            rows = holding.rows(organization)
            if holding.blank:
                rows.update(**holding.blank)
                continue
            _forget_names_of(model, rows)
            counts[holding.name] = _delete(rows)
    return {name: count for name, count in counts.items() if count}


def _children_first(
    by_model: Mapping[type[Model], list[Holding]],
) -> Iterator[type[Model]]:
    """Return tables so that what leads to an owner goes after what it leads from."""
    order: TopologicalSorter[type[Model]] = TopologicalSorter()
    for model, own in by_model.items():
        order.add(model)
        steps = {it.organization.partition("__")[0] for it in own}
        for key in _keys(model):
            target = key.related_model
            is_way = not key.null or key.name in steps
            if is_way and target in by_model and target is not model:
                order.add(target, model)
    return iter(order.static_order())


def _keys(model: type[Model]) -> list[ForeignKey]:
    fields = model._meta.concrete_fields  # noqa: SLF001 -- Django's API
    return [it for it in fields if isinstance(it, ForeignKey)]


def _forget_names_of(model: type[Model], rows: QuerySet[Any]) -> None:
    """Empty what may be empty and names rows that go."""
    for other in apps.get_models(include_auto_created=True):
        for key in _keys(other):
            if key.related_model is model and key.remote_field.on_delete is SET_NULL:
                naming: QuerySet[Any] = QuerySet(model=other).filter(
                    **{f"{key.name}__in": rows.values("pk")}
                )
                naming.update(**{key.name: None})


def _delete(rows: QuerySet[Any]) -> int:
    # The public ``delete`` would read every row to cascade, which is done here already.
    return rows._raw_delete(connection.alias)  # noqa: SLF001
