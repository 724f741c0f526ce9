"""Texts, numbers and dates as they are written in each language."""

import math
from datetime import date

import numpy as np
import pytest
from babel.messages.catalog import Catalog

from explorer.i18n import (
    LANGUAGE_NAMES,
    SOURCE,
    Translator,
    compile_catalogue,
    languages,
    translator,
)
from indicators.definitions import UNITS

# U+00A0, which Swedish puts between thousands.
SPACE = "\u00a0"
MINUS = "\u2212"
SV, EN = translator("sv"), translator("en")
AREAS = ("{n} area", "{n} areas")


def translator_of(texts: dict[str | tuple[str, str], str | tuple[str, str]]) -> Translator:
    """Make a Swedish translator from texts and their translations."""
    catalogue = Catalog(locale="sv")
    for message, string in texts.items():
        catalogue.add(message, string)
    return Translator("sv", compile_catalogue(catalogue))


# Languages


def test_swedish_comes_first_and_english_is_always_there() -> None:
    assert languages() == ("sv", "en")
    assert set(languages()) <= set(LANGUAGE_NAMES)


@pytest.mark.parametrize("lang", ["xx", "", "../sv", "SV", "sv/../sv"])
def test_unknown_language_is_english(lang: str) -> None:
    t = translator(lang)
    assert t.lang == SOURCE
    assert t("Difference from the city") == "Difference from the city"
    assert t.number(1.5, 1) == "1.5"


# Texts


def test_text_is_translated_and_filled_in() -> None:
    t = translator_of({"{n} of {all}": "{n} av {all}"})
    assert t("{n} of {all}", n=3, all="4") == "3 av 4"
    assert SV("Difference from the city") == "Skillnad mot staden"
    assert EN("Difference from the city") == "Difference from the city"


def test_missing_translation_is_shown_in_english() -> None:
    t = translator_of({"Map": "", AREAS: ("", "")})
    assert t("Map") == "Map"
    assert t("Never seen {x}", x=1) == "Never seen 1"
    assert t.plural(*AREAS, 1) == "1 area"
    assert t.plural(*AREAS, 2) == "2 areas"
    assert t.plural("{n} dog", "{n} dogs", 2) == "2 dogs"
    half = translator_of({AREAS: ("{n} område", "")})
    assert [half.plural(*AREAS, n) for n in (1, 2)] == ["1 area", "2 areas"]


def test_doubtful_translation_is_not_used() -> None:
    catalogue = Catalog(locale="sv")
    catalogue.add("Map", "Kanske", flags=["fuzzy"])
    assert Translator("sv", compile_catalogue(catalogue))("Map") == "Map"


def test_translation_that_cannot_be_filled_in_is_shown_in_english() -> None:
    t = translator_of({"{n} left": "{antal} kvar", AREAS: ("{n} område", "{n områden")})
    assert t("{n} left", n=3) == "3 left"
    assert t.plural(*AREAS, 3) == "3 areas"


def test_values_are_put_in_as_they_are() -> None:
    assert EN("Search: {words}", words="{n.__class__} %s") == "Search: {n.__class__} %s"


def test_text_without_values_keeps_its_braces() -> None:
    assert EN("an address with {z}") == "an address with {z}"


def test_empty_text_is_empty() -> None:
    """Not the header of the catalogue, which gettext keeps there."""
    assert SV("") == ""


def test_one_has_a_form_of_its_own() -> None:
    t = translator_of({AREAS: ("{n} område", "{n} områden")})
    assert [t.plural(*AREAS, n) for n in (0, 1, 2)] == ["0 områden", "1 område", "2 områden"]
    assert [EN.plural(*AREAS, n) for n in (0, 1, 2)] == ["0 areas", "1 area", "2 areas"]


def test_number_of_a_plural_is_grouped_or_given() -> None:
    assert EN.plural(*AREAS, 12_000) == "12,000 areas"
    assert EN.plural(*AREAS, 2, n="two") == "two areas"


# Numbers


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (39.1, 1, "39,1", "39.1"),
        (39.0, 1, "39,0", "39.0"),
        (15.3, 0, "15", "15"),
        (613_276, 0, f"613{SPACE}276", "613,276"),
        (1_000, 0, f"1{SPACE}000", "1,000"),
        (1_234_567.891, 2, f"1{SPACE}234{SPACE}567,89", "1,234,567.89"),
        (-2.5, 1, f"{MINUS}2,5", f"{MINUS}2.5"),
        (-12_345, 0, f"{MINUS}12{SPACE}345", f"{MINUS}12,345"),
        (0, 1, "0,0", "0.0"),
    ],
)
def test_number(value: float, decimals: int, swedish: str, english: str) -> None:
    assert (SV.number(value, decimals), EN.number(value, decimals)) == (swedish, english)


@pytest.mark.parametrize("value", [-0.0, -0.04, 0.0, 0.04])
@pytest.mark.parametrize("signed", [False, True])
def test_what_is_rounded_to_zero_has_no_sign(value: float, signed: bool) -> None:
    assert SV.number(value, 1, signed=signed) == "0,0"
    assert EN.number(value, 0, signed=signed) == "0"


def test_sign_is_a_true_minus_or_a_plus_where_asked_for() -> None:
    numbers = [SV.number(each, 1, signed=True) for each in (-23.84, 23.84)]
    assert numbers == [f"{MINUS}23,8", "+23,8"]
    assert "-" not in SV.number(-1, 0)
    assert SV.number(23.84, 1) == "23,8"


@pytest.mark.parametrize(
    ("value", "written"),
    [(2.5, "2,5"), (10.0, "10"), (0.1 + 0.2, "0,3"), (-1e-12, "0"), (1e-10, "0,0000000001")],
)
def test_without_decimals_given_a_number_has_as_many_as_it_needs(
    value: float, written: str
) -> None:
    assert SV.number(value, None) == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, f"{MINUS}3"), (2.675, 2, "2.68")],
)
def test_halves_are_rounded_away_from_zero(value: float, decimals: int, written: str) -> None:
    assert EN.number(value, decimals) == written


def test_numbers_of_any_size_and_kind_are_written() -> None:
    assert EN.number(np.float64(1234.5), 1) == "1,234.5"
    assert EN.number(1e21, 0) == "1" + ",000" * 7
    assert EN.number(5e-324, 1) == "0.0"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_missing_value_is_never_written_as_a_number(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        SV.number(value, 1)


# Units


def test_percent_stands_as_each_language_writes_it() -> None:
    assert SV.percent(39.1, 1).replace(SPACE, " ") == "39,1 %"
    assert EN.percent(39.1, 1) == "39.1%"
    assert EN.percent(-39.1, 1, signed=True) == f"{MINUS}39.1%"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "swedish", "english"),
    [
        (23.8, "percentage points", 1, "23,8 procentenheter", "23.8 percentage points"),
        (1, "percentage points", 0, "1 procentenhet", "1 percentage point"),
        (39.0, "persons", 0, "39 invånare", "39 residents"),
        (1, "persons", 0, "1 invånare", "1 resident"),
        (0.96, "pupils", 0, "1 elev", "1 pupil"),
        (340.38, "thousand SEK", 0, "340 tkr", "SEK 340 thousand"),
    ],
)
def test_value_with_its_unit(
    value: float, unit: str, decimals: int, swedish: str, english: str
) -> None:
    # Which space stands between is the language's own business.
    found = SV.unit(value, unit, decimals).replace(SPACE, " ")
    assert found == swedish
    assert EN.unit(value, unit, decimals).replace(SPACE, " ") == english


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("lang", languages())
def test_every_unit_of_the_data_has_words_in_every_language(lang: str, unit: str) -> None:
    found = translator(lang).unit(12, unit, 0)
    assert "12" in found
    assert found != "12"
    if lang != SOURCE:
        assert found != EN.unit(12, unit, 0)


# Dates


def test_date_is_in_words() -> None:
    day = date(2026, 11, 3)
    assert (SV.date(day), EN.date(day)) == ("3 november 2026", "3 November 2026")
