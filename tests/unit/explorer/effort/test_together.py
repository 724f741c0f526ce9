import pytest

from explorer.effort.matching import Rule
from explorer.effort.together import CITY_KINDS, build_together, ranked_kinds
from explorer.effort.together_words import (
    lead_sentences,
    note_sentences,
    partner_cells,
    table_rows,
)
from explorer.i18n import translator
from explorer.initiatives.model import Initiative, OrganisationType
from indicators.definitions import TargetArea
from tests.unit.explorer.effort.made_up import made

ENGLISH, SWEDISH = translator("en"), translator("sv")
RULE = Rule((TargetArea.SCHOOLING, TargetArea.WORK))
KINDS = (
    ("partnership", "work"),
    ("partnership", "schooling"),
    ("municipal company", "work"),
    ("municipal administration", "work"),
    ("civil society", "schooling"),
)


def initiatives(*pairs: tuple[str, str]) -> list[Initiative]:
    return [
        made(str(at), organisation_type=OrganisationType(kind), target_area=TargetArea(theme))
        for at, (kind, theme) in enumerate(pairs)
    ]


def test_each_initiative_counts_once_and_sums_are_the_rows() -> None:
    found = build_together(initiatives(*KINDS), RULE)
    assert found.total == len(KINDS)
    assert found.by_kind.sum() == found.by_target_area.sum() == len(KINDS)
    assert found.by_target_area.to_dict() == {"schooling": 2, "work": 3}
    assert found.of(OrganisationType.PARTNERSHIP) == len(found.partnerships) == 2
    assert found.of(*CITY_KINDS) == 2
    assert found.share == pytest.approx(0.4)


def test_kind_that_runs_nothing_is_a_zero_in_the_table() -> None:
    found = build_together(initiatives(*KINDS), RULE)
    assert set(found.counts.index) == {kind.value for kind in OrganisationType}
    assert found.of(OrganisationType.UNIVERSITY) == 0
    assert ranked_kinds(found)[0] is OrganisationType.PARTNERSHIP


def test_sentences_say_how_many_are_partnerships_and_who_works_alone() -> None:
    first, second = lead_sentences(build_together(initiatives(*KINDS), RULE), ENGLISH)
    assert first == "2 of 5 running initiatives are partnerships (40%)."
    assert second.endswith("The city alone runs 2, civil society alone 1, business alone 0.")
    one = build_together(initiatives(KINDS[0]), RULE)
    assert lead_sentences(one, ENGLISH)[0] == "1 of 1 running initiative is a partnership (100%)."


def test_nothing_that_runs_has_no_share() -> None:
    found = build_together([], RULE)
    assert found.share is None
    assert lead_sentences(found, ENGLISH) == ["No running initiative is counted here."]
    assert lead_sentences(found, SWEDISH) == ["Ingen pågående insats räknas här."]


def test_notes_say_when_doubtful_ones_count() -> None:
    for doubtful in (False, True):
        found = build_together(initiatives(*KINDS), Rule(RULE.themes, doubtful))
        told = [each for each in note_sentences(found, ENGLISH) if "nobody knows" in each]
        assert bool(told) is doubtful


def test_table_has_a_column_for_each_target_area_and_sums_that_add_up() -> None:
    rows, total = table_rows(build_together(initiatives(*KINDS), RULE), ENGLISH)
    assert rows[0] == ["Partnership", "1", "1", "2"]
    assert total == ["All kinds", "2", "3", "5"]
    for at in (1, 2, 3):
        assert sum(int(row[at]) for row in rows) == int(total[at])


def test_partner_is_named_as_the_register_words_it() -> None:
    one = made("Hub", organisation="A, B & <C>", start_year=None)
    assert partner_cells(one, ENGLISH) == ["Hub", "A, B & <C>", "Work", "not known"]
