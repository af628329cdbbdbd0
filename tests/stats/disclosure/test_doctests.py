import doctest

import pytest

from headship.stats.disclosure import answers, groups, solving, tables, views


@pytest.mark.parametrize("module", [answers, groups, solving, tables, views])
def test_examples_in_docstrings_run(module):
    result = doctest.testmod(module)

    assert result.attempted > 0
    assert result.failed == 0
