"""The evidence at large: sources, caveats and later syntheses."""

import pytest

from headship.frameworks.catalog import CatalogError
from headship.frameworks.certainty import Certainty
from headship.frameworks.research import load_research, load_sources
from headship.frameworks.responsibilities import load_responsibilities

RESEARCH = load_research()


def test_every_source_is_cited_somewhere():
    cited = {one.source.key for one in (*RESEARCH.overall, *RESEARCH.syntheses)}
    for one in load_responsibilities():
        cited |= {one.evidence_2005.source.key, one.evidence_2003.source.key}

    assert set(load_sources()) == cited


def test_a_source_with_a_doi_has_an_address_and_one_without_has_none():
    sources = load_sources()

    assert sources["wu_shen_2022"].url == "https://doi.org/10.1016/j.edurev.2021.100423"
    assert sources["marzano_2005"].url == ""


def test_the_published_average_is_stated_with_its_studies_and_schools():
    book = RESEARCH.overall[0]

    assert (book.r, book.studies, book.schools) == (0.25, 69, 2802)


def test_the_caveats_name_correlation_raters_intervals_and_ranking():
    keys = [caveat.key for caveat in RESEARCH.caveats]

    assert keys == ["correlation", "raters", "intervals", "ranking"]


def test_the_ranking_caveat_is_true_of_the_numbers():
    values = [one.evidence_2005.r for one in load_responsibilities()]

    assert sum(0.18 <= r <= 0.28 for r in values) == 20
    evidence = [one.evidence_2005 for one in load_responsibilities()]
    assert max(each.lower for each in evidence) == 0.22
    assert min(each.upper for each in evidence) == 0.26


def test_later_syntheses_are_shown_with_their_own_figures():
    figures = {one.source.key: one.figure for one in RESEARCH.syntheses}

    assert figures["tan_dimmock_walker_2024"] == "r = .14"
    assert figures["tan_gao_shi_2022"] == "r = .33"
    assert figures["wu_shen_2022"] == "d = 0.34"
    assert all(one.certainty.may_be_shown for one in RESEARCH.syntheses)


def test_the_newest_synthesis_is_the_last_published():
    assert RESEARCH.newest.source.key == "tan_dimmock_walker_2024"


def test_only_unsure_facts_are_kept_from_pages():
    hidden = [certainty for certainty in Certainty if not certainty.may_be_shown]

    assert hidden == [Certainty.UNSURE]


def test_an_uncited_figure_is_refused(spoil):
    folder = spoil("research.toml", 'source = "grissom_2021"', 'source = "hearsay"')

    with pytest.raises(CatalogError, match=r"research.toml, synthesis hearsay: source"):
        load_research(folder)
