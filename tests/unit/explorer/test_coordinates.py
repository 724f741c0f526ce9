"""Positions that people give in other forms: recognised, named, and proposed as degrees."""

import math
from collections.abc import Callable

import pytest

from explorer.initiatives.coordinates import (
    ALLOWED_DEGREES,
    SURROUNDINGS,
    Reading,
    in_surroundings,
    read_position,
    split_pair,
)

# Hammarkulletorget, and its metres by the formulas below to a metre.
LON, LAT = 12.0342, 57.7806
TM, ZONE_1200 = "coordinates-sweref99-tm", "coordinates-sweref99-1200"


def metres(
    lon: float, lat: float, *, meridian: float, scale: float, false_easting: float
) -> tuple[float, float]:
    """
    Easting and northing by Gauss and Krüger's series on GRS 80, as Lantmäteriet prints it.

    Lantmäteriet, “Gauss Conformal Projection (Transverse Mercator), Krüger's formulas”.
    """
    a, f = 6_378_137.0, 1 / 298.257222101
    e2, n = f * (2 - f), f / (2 - f)
    radius = a / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    phi, delta = math.radians(lat), math.radians(lon - meridian)
    s, c = math.sin(phi), math.cos(phi)
    conformal = phi - s * c * (
        e2
        + (5 * e2**2 - e2**3) / 6 * s**2
        + (104 * e2**3 - 45 * e2**4) / 120 * s**4
        + 1237 * e2**4 / 1260 * s**6
    )
    xi = math.atan2(math.tan(conformal), math.cos(delta))
    eta = math.atanh(math.cos(conformal) * math.sin(delta))
    betas = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
        61 * n**3 / 240 - 103 * n**4 / 140,
        49561 * n**4 / 161280,
    )
    northing, easting = xi, eta
    for number, beta in enumerate(betas, 1):
        northing += beta * math.sin(2 * number * xi) * math.cosh(2 * number * eta)
        easting += beta * math.cos(2 * number * xi) * math.sinh(2 * number * eta)
    return scale * radius * easting + false_easting, scale * radius * northing


def sweref99_tm(lon: float, lat: float) -> tuple[float, float]:
    return metres(lon, lat, meridian=15, scale=0.9996, false_easting=500_000)


def sweref99_1200(lon: float, lat: float) -> tuple[float, float]:
    return metres(lon, lat, meridian=12, scale=1, false_easting=150_000)


def test_degrees_are_read_as_they_are() -> None:
    assert read_position("12.0342", "57.7806") == Reading(LON, LAT)
    assert read_position("12", "57.5") == Reading(12.0, 57.5)


def test_degrees_are_kept_to_a_centimetre() -> None:
    assert read_position("12.03420004999", "57.780600000000001") == Reading(12.0342, 57.7806)


@pytest.mark.parametrize(
    ("lon", "lat", "problem"),
    [
        ("12,0342", "57,7806", "coordinates-comma"),
        ("12.0342", "57,7806", "coordinates-comma"),
        ("57.7806", "12.0342", "coordinates-swapped"),
        ("57,7806", "12,0342", "coordinates-swapped"),
    ],
)
def test_commas_and_exchanged_degrees_are_named_and_put_right(
    lon: str, lat: str, problem: str
) -> None:
    assert read_position(lon, lat) == Reading(LON, LAT, problem, "12.0342, 57.7806")


@pytest.mark.parametrize(("system", "problem"), [(sweref99_tm, TM), (sweref99_1200, ZONE_1200)])
@pytest.mark.parametrize(
    ("lon", "lat"), [(LON, LAT), (11.97, 57.70), (11.69, 57.60), (12.2, 57.86), (12.0, 57.7)]
)
def test_metres_are_recognised_in_either_order(
    system: Callable[[float, float], tuple[float, float]], problem: str, lon: float, lat: float
) -> None:
    easting, northing = system(lon, lat)
    for first, second in ((easting, northing), (northing, easting)):
        found = read_position(f"{first:.3f}", f"{second:.3f}")
        assert found.problem == problem
        # A millimetre is 2e-8 degrees of longitude here; proposals have six decimals.
        assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=6e-7)
        assert found.proposal == f"{found.lon}, {found.lat}"


def test_the_zone_of_the_city_counts_from_its_meridian() -> None:
    """On 12° E the easting is 150 000 by definition, whatever the latitude."""
    found = read_position("150000", str(round(sweref99_1200(12.0, 57.7)[1])))
    assert found.problem == ZONE_1200
    assert found.lon == 12.0
    assert found.lat == pytest.approx(57.7, abs=1e-5)


def test_metres_with_blanks_and_commas_are_read_too() -> None:
    easting, northing = (f"{each:,.1f}".replace(",", " ") for each in sweref99_tm(LON, LAT))
    found = read_position(easting.replace(".", ","), northing.replace(" ", "\u00a0"))
    assert found.problem == TM
    assert (found.lon, found.lat) == pytest.approx((LON, LAT), abs=2e-6)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        ("18.07", "59.33"),  # Stockholm
        ("59.33", "18.07"),
        ("674032", "6580822"),  # Stockholm in SWEREF 99 TM
        ("0", "0"),
        ("-12.0342", "57.7806"),
        ("1" * 20, "1" * 20),
        ("320000", "320000"),
    ],
)
def test_what_lies_elsewhere_is_named_and_nothing_is_proposed(lon: str, lat: str) -> None:
    assert read_position(lon, lat) == Reading(None, None, "coordinates-outside")


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        ("nan", "57.7"),
        ("inf", "57.7"),
        ("1_2.0", "57.7"),
        ("1.2e1", "57.7"),
        ("12° 2'", "57.7"),
        ("12.03.42", "57.7"),
        ("12 0342", "57.7"),
        ("\uff11\uff12.0342", "57.7806"),
        ("1" * 5000, "57.7"),
    ],
)
def test_what_is_no_number_is_told_so(lon: str, lat: str) -> None:
    assert read_position(lon, lat).problem == "not-a-number"


@pytest.mark.parametrize(("lon", "lat"), [("12.0", ""), ("", "57.7"), ("", "")])
def test_half_a_position_is_told_so(lon: str, lat: str) -> None:
    assert read_position(lon, lat) == Reading(None, None, "coordinates-incomplete")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("57.7806, 12.0342", ("57.7806", "12.0342")),
        ("57.7806,12.0342", ("57.7806", "12.0342")),
        (" 57.7806 12.0342 ", ("57.7806", "12.0342")),
        ("57.7806;12.0342", ("57.7806", "12.0342")),
        ("57,7806; 12,0342", ("57,7806", "12,0342")),
        ("57,7806, 12,0342", ("57,7806", "12,0342")),
        ("57,7806 12,0342", ("57,7806", "12,0342")),
        ("6408000, 320000", ("6408000", "320000")),
        ("57,7806", None),  # one number with a decimal comma, not two
        ("57.7806", None),
        ("Hammarkulletorget 3", None),
        ("1, 2, 3", None),
        ("", None),
    ],
)
def test_a_position_pasted_as_one_text_is_divided(text: str, pair: tuple[str, str] | None) -> None:
    assert split_pair(text) == pair


def test_the_words_for_the_surroundings_say_what_is_checked() -> None:
    west, south, east, north = SURROUNDINGS
    assert f"longitude {west}–{east}, latitude {south:.1f}–{north:.1f}" == ALLOWED_DEGREES
    assert in_surroundings(west, north)
    assert not in_surroundings(west - 0.001, north)
