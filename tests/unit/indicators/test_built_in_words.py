"""The words of the 27 built-in indicators: complete in both languages and fit for sentences."""

import re

import pytest

from indicators.definitions import Aggregation, IndicatorDefinition, Kind, TargetArea
from indicators.table import IndicatorTable

# Words that put a place or its people down.
BLAME = r"\b(sämst|värst|problemområde|utsatt område|worst|bad|poor|failing|deprived|ghetto)"


@pytest.fixture
def definitions(table: IndicatorTable) -> list[IndicatorDefinition]:
    return list(table.definitions.values())


@pytest.fixture
def shares(definitions: list[IndicatorDefinition]) -> list[IndicatorDefinition]:
    return [definition for definition in definitions if definition.kind == Kind.SHARE]


def test_there_are_27_indicators_of_which_13_are_shares(
    definitions: list[IndicatorDefinition], shares: list[IndicatorDefinition]
) -> None:
    assert (len(definitions), len(shares)) == (27, 13)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_indicator_has_all_its_words(
    definitions: list[IndicatorDefinition], lang: str
) -> None:
    for definition in definitions:
        assert definition.name(lang), definition.indicator_id
        assert definition.definition_sv, definition.indicator_id
        description = definition.description(lang)
        assert description.endswith("."), definition.indicator_id
        assert len(re.findall(r"[.!?](?: |$)", description)) <= 2, definition.indicator_id
        assert bool(definition.caveat_sv) == bool(definition.caveat_en), definition.indicator_id


def test_only_shares_have_words_for_a_sentence(definitions: list[IndicatorDefinition]) -> None:
    for one in definitions:
        words = (one.phrase_sv, one.phrase_en, one.who_one_sv, one.who_many_sv, one.who_many_en)
        assert all(words) if one.kind == Kind.SHARE else not any(words), one.indicator_id


def test_swedish_clause_begins_with_its_verb_and_takes_one_and_many(
    shares: list[IndicatorDefinition],
) -> None:
    """A clause must read with “var femte …” (singular) and “tre av fyra …” (plural) alike."""
    for one in shares:
        assert re.match(r"(lever|har|står|är|hyrs|bor|röstade) \{share\} ", one.phrase_sv), one
        # A predicate that would have to agree in number with what is counted.
        assert not re.search(r"\b(arbetslösa?|födda?|behöriga?|ägda?)\b", one.phrase_sv), one
        assert one.phrase_en.startswith("{share} "), one


def test_sentence_reads_as_it_will_be_used(table: IndicatorTable) -> None:
    low = table.definitions["low_economic_standard"]
    share = f"mer än var femte {low.who_one_sv}"
    assert low.phrase_sv.format(share=share) == (
        "lever mer än var femte invånare med låg ekonomisk standard"
    )
    share = f"more than one in five {low.who_many_en}"
    assert low.phrase_en.format(share=share) == (
        "more than one in five residents live on a low economic standard"
    )
    rental = table.definitions["rental_dwellings_share"]
    share = f"tre av fyra {rental.who_many_sv}"
    assert rental.phrase_sv.format(share=share) == "hyrs tre av fyra bostäder ut som hyresrätt"


def test_no_word_puts_a_place_down(definitions: list[IndicatorDefinition]) -> None:
    for one in definitions:
        for text in (one.phrase_sv, one.phrase_en, one.description_sv, one.description_en):
            assert not re.search(BLAME, text, flags=re.IGNORECASE), one.indicator_id


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_turnout_says_that_areas_are_two_points_low(table: IndicatorTable, lang: str) -> None:
    assert re.search(
        r"\b2 (percentage points|procentenheter)",
        table.definitions["turnout_municipal"].caveat(lang),
    )


def test_no_rule_names_an_indicator_without_figures(table: IndicatorTable) -> None:
    for one in table.definitions.values():
        names = {*one.numerator, *one.denominator, *one.base, one.weight_indicator} - {None}
        assert all(table.periods(str(name)) for name in names), one.indicator_id


def test_eligibility_is_a_ratio_of_the_two_counts_of_pupils(table: IndicatorTable) -> None:
    one = table.definitions["upper_secondary_eligible"]
    assert one.aggregation == Aggregation.RATIO
    assert one.numerator == ("upper_secondary_eligible_count",)
    both = ("upper_secondary_eligible_count", "upper_secondary_not_eligible_count")
    assert one.denominator == both
    assert one.target_areas == (TargetArea.EARLY_YEARS, TargetArea.SCHOOLING)


def test_medians_have_no_rule(definitions: list[IndicatorDefinition]) -> None:
    medians = [one for one in definitions if one.kind == Kind.MEDIAN]
    assert {one.indicator_id for one in medians} == {"median_income", "median_economic_standard"}
    assert {one.aggregation for one in medians} == {Aggregation.NONE}


def test_counts_and_their_share_are_withheld_together(table: IndicatorTable) -> None:
    """Else the share could be worked out from the counts beside it."""
    for prefix, smallest in (("upper_secondary_", 10), ("open_unemployed_", 100)):
        found = [one for name, one in table.definitions.items() if name.startswith(prefix)]
        assert len(found) >= 2
        assert {one.smallest_base for one in found} == {smallest}
        assert len({one.base for one in found}) == 1
