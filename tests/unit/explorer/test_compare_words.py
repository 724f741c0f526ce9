"""Sentences of a comparison say what the numbers say, and nothing of causes."""

import json
import re
from itertools import product

import pytest

from explorer.compare_words import (
    Placing,
    correlation_sentence,
    ecological_note,
    similar_sentence,
    stability_sentence,
)
from explorer.i18n import translator

ENGLISH, SWEDISH = translator("en"), translator("sv")
TWO = ("Low income", "Turnout")


@pytest.mark.parametrize(
    ("correlation", "words"),
    [
        (0.09, "hardly go together"),
        (0.1, "a weak association"),
        (-0.29, "a weak association"),
        (0.3, "a moderate association"),
        (-0.5, "a strong association"),
        (1.0, "a strong association"),
    ],
)
def test_strength_follows_the_size_of_the_correlation(correlation: float, words: str) -> None:
    said = correlation_sentence(correlation, None, 96, TWO, ENGLISH)
    assert words in said
    assert "its interval is not known" in said


def test_sign_is_said_in_words() -> None:
    down = correlation_sentence(-0.76, (-0.86, -0.61), 94, TWO, ENGLISH)
    assert "very often have lower figures for “Turnout”" in down
    assert "is −0.76 in 94 areas (95% interval −0.86 to −0.61)" in down
    up = correlation_sentence(0.76, (0.61, 0.86), 94, TWO, ENGLISH)
    assert "very often have higher figures for “Turnout” too" in up


def test_nothing_is_said_of_the_direction_where_the_interval_holds_0() -> None:
    said = correlation_sentence(0.4, (-0.1, 0.7), 7, TWO, ENGLISH)
    assert "cannot be told" in said
    assert "association" not in said


def test_numbers_are_written_in_swedish() -> None:
    assert "−0,76" in correlation_sentence(-0.76, (-0.86, -0.61), 94, TWO, SWEDISH)


def test_no_sentence_speaks_of_causes() -> None:
    said = [ecological_note(ENGLISH)]
    for r, interval in product((-0.9, -0.4, -0.2, 0.0, 0.2, 0.4, 0.9), (None, (-1.0, 1.0))):
        said.append(correlation_sentence(r, interval, 96, TWO, ENGLISH))
    assert not re.search(
        r"effect|cause|lead|because|affect|impact|driv", " ".join(said), re.IGNORECASE
    )


def test_note_says_that_areas_are_not_people() -> None:
    note = "What holds between areas need not hold between people in them."
    assert ecological_note(ENGLISH).startswith(note)


def test_similar_areas_have_their_distances_and_what_these_are_held_against() -> None:
    said = similar_sentence("Wood", [("Hill", 0.4), ("Bay", 1.25)], 1.5, ENGLISH, indicators=6)
    assert said.startswith("Most like Wood by 6 indicators: Hill (0.40), Bay (1.25).")
    assert "1.50 is the median" in said
    assert "too few" in similar_sentence("Wood", [], 0.0, ENGLISH, indicators=6)


def test_place_is_told_with_the_places_of_other_weightings() -> None:
    said = stability_sentence("Wood", Placing(12, 8, 19, 96, 3000), ENGLISH)
    assert said == (
        "Wood has place 12 of 96 with the weights chosen; 95% of 3,000 other weightings put it"
        " between place 8 and place 19."
    )
    assert "keeps it" in stability_sentence("Wood", Placing(1, 1, 1, 96, 3000), ENGLISH)
    assert "not known" in stability_sentence("Wood", Placing(1, None, None, 96, 0), ENGLISH)


def test_hostile_names_stay_as_they_are() -> None:
    name = "{r} <b>"
    assert name in json.loads(json.dumps(stability_sentence(name, Placing(1, 1, 2, 3, 9), ENGLISH)))
    assert name in correlation_sentence(0.9, None, 9, (name, "b"), ENGLISH)
