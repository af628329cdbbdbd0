import numpy as np
import pytest

from headship.stats import measurement

NAN = float("nan")


@pytest.fixture
def leaders():
    rng = np.random.default_rng(14)
    own, other = rng.normal(3.5, 0.7, size=(2, 200))
    y = 1 + 0.3 * own + 0.6 * other - 0.2 * (own - other) ** 2
    return own, other, y + rng.normal(size=200) * 0.5


def test_surface_is_the_least_squares_fit(leaders):
    own, other, y = leaders
    surface = measurement.response_surface(own, other, y, center=3)

    s, o = own - 3, other - 3
    x = np.column_stack([np.ones(200), s, o, s**2, s * o, o**2])
    b, sse = np.linalg.lstsq(x, y, rcond=None)[:2]
    cov = np.linalg.inv(x.T @ x) * sse[0] / 194
    estimates = [c.estimate for c in surface.coefficients.values()]
    np.testing.assert_allclose(estimates, b, rtol=1e-8)
    errors = [c.se for c in surface.coefficients.values()]
    np.testing.assert_allclose(errors, np.sqrt(np.diag(cov)), rtol=1e-8)
    weight = np.array([0, 0, 0, 1, -1, 1])
    a4 = surface.features["a4"]
    assert a4.estimate == pytest.approx(weight @ b)
    assert a4.se == pytest.approx(np.sqrt(weight @ cov @ weight))
    assert a4.p_value < 0.01
    assert surface.r2 == pytest.approx(1 - sse[0] / ((y - y.mean()) ** 2).sum())


def test_the_stationary_point_is_flat(leaders):
    surface = measurement.response_surface(*leaders, center=3)
    b = [c.estimate for c in surface.coefficients.values()]
    s, o = surface.stationary
    assert b[1] + 2 * b[3] * s + b[4] * o == pytest.approx(0, abs=1e-9)
    assert b[2] + b[4] * s + 2 * b[5] * o == pytest.approx(0, abs=1e-9)


def test_a_plane_has_no_stationary_point():
    rng = np.random.default_rng(1)
    own, other = rng.normal(size=(2, 50))
    surface = measurement.response_surface(own, other, (own + other) ** 2, center=0)
    assert surface.stationary is None or max(map(abs, surface.stationary)) < 1e-3
    flat = measurement.response_surface(own, other, own - other + 0.0, center=0)
    assert flat.r2 == pytest.approx(1)


def test_centers_default_to_the_common_mean(leaders):
    own, other, y = leaders
    surface = measurement.response_surface(own, other, y)
    middle = (own.mean() + other.mean()) / 2
    assert surface.centers == (middle, middle)


def test_robust_errors_equal_the_formula(leaders):
    own, other, y = leaders
    surface = measurement.response_surface(own, other, y, center=3, errors="hc3")
    s, o = own - 3, other - 3
    x = np.column_stack([np.ones(200), s, o, s**2, s * o, o**2])
    inverse = np.linalg.inv(x.T @ x)
    residual = y - x @ inverse @ x.T @ y
    scaled = x * (residual / (1 - np.einsum("ij,jk,ik->i", x, inverse, x)))[:, None]
    cov = inverse @ scaled.T @ scaled @ inverse
    assert surface.coefficients["self"].se == pytest.approx(np.sqrt(cov[1, 1]))


def test_leaders_with_a_missing_value_are_left_out(leaders):
    own, other, y = leaders
    holes = own.copy()
    holes[:20] = NAN
    one = measurement.response_surface(holes, other, y, center=3)
    two = measurement.response_surface(own[20:], other[20:], y[20:], center=3)
    assert one == two


def test_patterns_do_not_depend_on_the_scale(leaders):
    own, other, _ = leaders
    one = measurement.rating_patterns(own, other)
    two = measurement.rating_patterns(own * 2 + 1, other)
    assert one.tolist() == two.tolist()
    assert set(one) == {"over", "agree", "under"}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: measurement.response_surface(x, x, x), "too alike"),
        (lambda x: measurement.response_surface(x, x[:3], x), "shapes differ"),
        (lambda x: measurement.response_surface(x[:5], x[:5], x[:5]), "at least 7"),
        (
            lambda x: measurement.response_surface(x, np.roll(x, 7), x * 0 + 1),
            "outcome must vary",
        ),
        (
            lambda x: measurement.response_surface(x, x, x, errors="robust"),
            "errors must be",
        ),
        (lambda x: measurement.rating_patterns(x, x * 0 + 1), "must vary"),
        (lambda x: measurement.rating_patterns(x, x, cutoff=0), "cutoff"),
        (lambda x: measurement.rating_patterns(x, x[:4]), "Lengths differ"),
    ],
)
def test_self_other_names_what_is_wrong(leaders, call, message):
    with pytest.raises(ValueError, match=message):
        call(leaders[0])
