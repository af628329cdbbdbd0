import numpy as np
import pytest

from headship.stats import measurement


@pytest.fixture
def people():
    rng = np.random.default_rng(31)
    focal = rng.random(1500) < 0.4
    trait = rng.normal(size=1500) - 0.4 * focal
    matching = np.clip(np.round(5 + 2 * trait + rng.normal(size=1500)), 0, 10)
    return focal, trait, matching, rng


def ordered(trait, shift, rng):
    noise = rng.logistic(size=len(trait))
    level = 1.5 * trait + shift + noise
    return np.digitize(level, [-2, -0.5, 1, 2.5]).astype(float)


def test_without_dif_nothing_is_found(people):
    focal, trait, _, rng = people
    answers = ordered(trait, 0, rng)
    assert measurement.mantel_dif(answers, focal, np.round(trait, 1)).p_value > 0.01
    result = measurement.ordinal_dif(answers, focal, trait)
    assert result.uniform[2] > 0.01
    assert result.nonuniform[2] > 0.01
    assert result.r2_change < 0.005


def test_uniform_dif_is_found_with_its_sign(people):
    focal, trait, _, rng = people
    answers = ordered(trait, -0.8 * focal, rng)

    mantel = measurement.mantel_dif(answers, focal, np.round(trait, 1))
    ordinal = measurement.ordinal_dif(answers, focal, trait)

    assert mantel.estimate < 0
    assert mantel.p_value < 0.001
    assert -0.8 in ordinal.interval
    assert ordinal.uniform[2] < 0.001
    assert ordinal.either[0] == pytest.approx(
        ordinal.uniform[0] + ordinal.nonuniform[0]
    )


def test_nonuniform_dif_is_found(people):
    focal, trait, _, rng = people
    answers = ordered(trait, -1.2 * focal * trait, rng)
    assert measurement.ordinal_dif(answers, focal, trait).nonuniform[2] < 0.001


def test_mantel_haenszel_finds_the_odds_ratio(people):
    focal, trait, _, rng = people
    chance = 1 / (1 + np.exp(-(1.2 * trait - 1.1 * focal)))
    answers = (rng.random(1500) < chance).astype(float)

    result = measurement.mantel_haenszel_dif(answers, focal, np.round(trait, 1))

    assert 1.1 in result.interval
    assert result.delta == pytest.approx(-2.35 * result.estimate)
    assert result.size == "C"
    assert result.n == (int((~focal).sum()), int(focal.sum()))


def test_two_answers_make_mantel_the_uncorrected_mantel_haenszel():
    rng = np.random.default_rng(0)
    focal, stratum = rng.integers(0, 2, 200), rng.integers(0, 4, 200)
    answers = rng.integers(0, 2, 200)
    mh = measurement.mantel_haenszel_dif(answers, focal, stratum)
    mantel = measurement.mantel_dif(answers, focal, stratum)
    uncorrected, corrected = np.sqrt(mantel.chi_square), np.sqrt(mh.chi_square)
    assert uncorrected > corrected


@pytest.mark.parametrize(
    ("shift", "n", "size"), [(0.0, 400, "A"), (0.5, 6000, "B"), (0.9, 6000, "C")]
)
def test_sizes_follow_the_rules_of_the_testing_service(shift, n, size):
    rng = np.random.default_rng(5)
    focal = np.arange(n) % 2
    stratum = rng.integers(0, 5, n)
    chance = 1 / (1 + np.exp(-(stratum - 2) * 0.5 + shift * focal))
    answers = rng.random(n) < chance
    result = measurement.mantel_haenszel_dif(answers, focal, stratum)
    assert result.size == size


def test_missing_answers_are_left_out():
    answers = [1, 0, 1, 0, 1, 1, 0, 0, np.nan]
    focal = [0, 0, 1, 1, 0, 0, 1, 1, 1]
    stratum = [1, 1, 1, 1, 2, 2, 2, 2, 7]
    result = measurement.mantel_dif(answers, focal, stratum)
    assert (result.n, result.n_strata) == ((4, 4), 2)


def test_ordinal_regression_agrees_with_its_derivative(people):
    focal, trait, _, rng = people
    answers = ordered(trait[:200], -0.5 * focal[:200], rng)
    one = measurement.ordinal_dif(answers, focal[:200], trait[:200])
    two = measurement.ordinal_dif(answers * 10, focal[:200], trait[:200] * 3 + 1)
    assert one.estimate == pytest.approx(two.estimate)
    assert one.se == pytest.approx(two.se)


@pytest.mark.parametrize(
    ("test", "answers", "focal", "matching", "message"),
    [
        ("mantel_haenszel_dif", [0, 1, 2, 1], [0, 0, 1, 1], [1] * 4, "0 or 1, got 2.0"),
        ("mantel_haenszel_dif", [1, 1, 1, 1], [0, 0, 1, 1], [1] * 4, "both answers"),
        ("mantel_haenszel_dif", [1, 0, 1], [0, 0, 1], [1] * 3, "at least 4"),
        ("mantel_dif", [1, 2, 3, 4], [0, 0, 1, 1], [1, 1, 2, 2], "both groups"),
        ("mantel_dif", [1, 1, 1, 1], [0, 1, 0, 1], [1] * 4, "must vary"),
        ("mantel_dif", [1, 2, 1, 1], [0, 0, 0, 0], [1] * 4, "each group"),
        ("mantel_dif", [1, 2, 1, 1], [0, 3, 1, 1], [1] * 4, "true or false"),
        ("mantel_dif", [1, 2, 1, 1], [0, 1], [1] * 4, "shapes differ"),
        ("ordinal_dif", [1, 1, 1, 1], [0, 1, 0, 1], [1, 2, 3, 4], "must vary"),
        ("ordinal_dif", [1, 2, 1, 2], [0, 1, 0, 1], [1, 1, 1, 1], "matching must"),
        (
            "ordinal_dif",
            [1, 1, 1, 1, 2, 2, 2, 2],
            [0, 1, 0, 1, 0, 1, 0, 1],
            [1, 2, 3, 3.5, 5, 6, 7, 8],
            "separated",
        ),
        (
            "ordinal_dif",
            [1, 2, 1, 2, 1, 2],
            [0, 0, 0, 1, 1, 1],
            [0, 0, 0, 2, 2, 2],
            "told apart",
        ),
    ],
)
def test_dif_names_what_is_wrong(test, answers, focal, matching, message):
    with pytest.raises(ValueError, match=message):
        getattr(measurement, test)(answers, focal, matching)
