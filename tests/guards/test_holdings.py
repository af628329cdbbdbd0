"""Every table and every column has somebody who speaks for it.

A new model fails until its room's ``holdings.py`` says whose rows it holds, and a new
column until it is given out or hidden there.
"""

import pytest
from django.apps import apps

from headship.core import holdings

MODELS = {
    model._meta.label: model
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("headship.")
}
each = pytest.mark.parametrize("holding", holdings.every(), ids=lambda it: it.name)


def owners(label):
    return [it for it in holdings.every() if it.model == label]


def words_of(holding):
    return f"{holding.columns} {holding.own} {holding.hidden}".split()


def test_every_table_has_an_owner_or_is_the_sites_own():
    known = {it.model for it in holdings.every()} | holdings.of_site().keys()

    assert MODELS.keys() - known == set()


def test_no_table_is_named_that_is_none():
    known = {it.model for it in holdings.every()} | holdings.of_site().keys()

    assert known - MODELS.keys() == set()


def test_no_table_is_both_somebodys_and_the_sites():
    owned = {it.model for it in holdings.every()}

    assert owned & holdings.of_site().keys() == set()


@pytest.mark.parametrize("label", sorted({it.model for it in holdings.every()}))
def test_every_column_is_given_out_or_hidden(label):
    columns = {f.name for f in MODELS[label]._meta.concrete_fields} - {"id"}
    named = {word for it in owners(label) for word in words_of(it)}

    assert columns - named == set()
    assert {it for it in named if "__" not in it} - columns <= {"id"}


@each
def test_a_column_is_either_given_out_or_hidden(holding):
    shown = [*holding.columns.split(), *holding.own.split()]

    assert len(shown) == len(set(shown))
    assert set(shown) & set(holding.hidden.split()) == set()


@each
def test_whoever_gets_nothing_is_told_why(holding):
    assert holding.columns or holding.because or not holding.organization


@each
def test_every_path_leads_somewhere(holding):
    paths = [holding.organization, holding.host, holding.person, holding.file]
    shown = [it for it in words_of(holding) if "__" in it]

    # A path that leads nowhere raises before any row is read.
    rows = holding.all_rows().filter(**{f"{it}__isnull": False for it in paths if it})
    assert str(rows.values_list("pk", *shown).query)
