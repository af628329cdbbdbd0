"""4,798 findings whose published figures a stated formula reproduces."""

import numpy as np
import pytest
from validation.agreement import wwc as agreement

from headship.stats import wwc


@pytest.fixture(scope="module")
def vectors(shared):
    return agreement.columns(shared / agreement.VECTORS)


@pytest.fixture(scope="module")
def findings(vectors):
    return agreement.vector_findings(vectors, by_formula=True)


@pytest.fixture(scope="module")
def evaluation(vectors, findings):
    return wwc.evaluate(findings, has_plain_size=agreement.plain_sizes(vectors))


def test_every_published_size_is_reproduced(vectors, evaluation):
    published = agreement.expected(vectors, "expected_effect_size_wwc")

    # The export turned 296 signs to the favorable direction without saying where.
    gap = np.abs(np.abs(evaluation.estimate) - np.abs(published))
    assert len(published) == 4798
    assert gap.max() < agreement.SIZE_TOLERANCE
    assert (np.sign(evaluation.estimate) != np.sign(published)).sum() == 296


def test_every_size_of_the_editions_own_rule_but_99_is_reproduced(vectors):
    plain = agreement.vector_findings(vectors, by_formula=False)

    found = wwc.evaluate(plain)

    published = agreement.expected(vectors, "expected_effect_size_wwc")
    gap = np.abs(np.abs(found.estimate) - np.abs(published))
    assert (gap < agreement.SIZE_TOLERANCE).sum() == 4798 - 99


def test_every_p_value_marked_exact_is_reproduced(vectors, findings):
    found = wwc.evaluate(
        findings,
        error_standards=agreement.error_editions(vectors),
        has_plain_size=agreement.plain_sizes(vectors),
        lost_dof=agreement.lost_dof(vectors),
        dof_cap=np.inf,
    )

    marked = np.array(vectors["p_formula_reproducing"]) != ""
    published = agreement.expected(vectors, "expected_p_value_wwc")
    gap = np.abs(found.p_value - published)[marked]
    assert marked.sum() == 456
    assert gap.max() < agreement.P_TOLERANCE


def test_cap_of_published_dof_reproduces_over_half_of_all_p_values(
    vectors, findings, evaluation
):
    published = agreement.expected(vectors, "expected_p_value_wwc")
    inner = (published > 1e-4) & (published < 0.999)

    def reproduced(found):
        gap = np.abs(found.p_value - published)[inner]
        return (gap < agreement.P_TOLERANCE).sum()

    as_printed = wwc.evaluate(
        findings, has_plain_size=agreement.plain_sizes(vectors), dof_cap=np.inf
    )
    assert inner.sum() == 4077
    assert reproduced(evaluation) > 2000
    assert reproduced(as_printed) < 800


def test_every_improvement_index_with_a_rule_is_reproduced(vectors, evaluation):
    published = agreement.expected(vectors, "expected_effect_size_wwc")
    index = agreement.expected(vectors, "expected_improvement_index")
    rules = np.array(vectors["improvement_index_rule"])
    turned = np.where(np.sign(evaluation.estimate) == np.sign(published), 1, -1)
    turned = np.where(np.char.startswith(rules, "sign flipped"), -turned, turned)

    gap = np.abs(turned * evaluation.improvement_index - index)[rules != ""]

    assert gap.size == 4320
    # Indices are published as whole numbers.
    assert gap.max() <= 0.5


def test_a_row_without_a_comparison_group_is_named(vectors, evaluation):
    row = vectors["finding_id"].index("3857")

    assert evaluation.problem[row] == wwc.Problem.EMPTY_GROUP
    assert np.isnan(evaluation.se[row])
    assert np.isnan(evaluation.p_value[row])
