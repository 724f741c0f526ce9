import pytest

from explorer.initiatives.browse import cut_sheet, sort_initiatives
from explorer.initiatives.model import Status
from explorer.initiatives.spelling import alphabet, mentions, slug
from explorer.view import Sort
from indicators.definitions import TargetArea
from tests.unit.explorer.register_by_hand import make


def names(found: tuple[object, ...]) -> list[str]:
    return [str(each.name) for each in found]  # type: ignore[attr-defined]


def test_swedish_letters_stand_after_z_and_case_and_accents_do_not_count() -> None:
    wanted = ["aktiv", "Bo", "café", "cafeteria", "Zon", "Åby", "Äpplet", "Öst"]
    mixed = [make(f"id-{n}", name=name) for n, name in enumerate(reversed(wanted))]
    assert names(sort_initiatives(mixed, by=Sort.NAME)) == wanted
    assert names(sort_initiatives(mixed, by=Sort.NAME, descending=True)) == wanted[::-1]


def test_letters_of_two_code_points_sort_as_one() -> None:
    assert alphabet("A\u030aby") == alphabet("åby")
    assert alphabet("zz") < alphabet("åby") < alphabet("äpple") < alphabet("öst")


def test_unknown_year_stands_last_whichever_way_round() -> None:
    one, two, none = (
        make("b", start_year=2010),
        make("a", start_year=2020),
        make("c", start_year=None),
    )
    assert names(sort_initiatives([none, two, one], by=Sort.START)) == ["b", "a", "c"]
    assert names(sort_initiatives([none, one, two], by=Sort.START, descending=True)) == [
        "a",
        "b",
        "c",
    ]


def test_equals_stand_by_name_whichever_way_round() -> None:
    mixed = [make("b"), make("c", status=Status.PLANNED), make("a")]
    assert names(sort_initiatives(mixed, by=Sort.STATUS)) == ["a", "b", "c"]
    assert names(sort_initiatives(mixed, by=Sort.STATUS, descending=True)) == ["c", "a", "b"]


def test_target_areas_stand_in_the_order_of_the_programme() -> None:
    mixed = [make(area.value, target_area=area) for area in reversed(TargetArea)]
    found = sort_initiatives(mixed, by=Sort.TARGET_AREA)
    assert [each.target_area for each in found] == list(TargetArea)


@pytest.mark.parametrize("by", Sort)
def test_no_order_loses_or_doubles_a_row(by: Sort) -> None:
    mixed = [make(f"id-{n}", start_year=None if n % 3 else 2000 + n) for n in range(41)]
    found = sort_initiatives(mixed, by=by)
    assert sorted(each.id for each in found) == sorted(each.id for each in mixed)


@pytest.mark.parametrize(
    ("total", "asked", "number", "first", "last", "sheets"),
    [
        (0, 1, 1, 0, 0, 1),
        (1, 1, 1, 1, 1, 1),
        (20, 1, 1, 1, 20, 1),
        (21, 2, 2, 21, 21, 2),
        (156, 2, 2, 21, 40, 8),
        (156, 8, 8, 141, 156, 8),
        # Past the end is the end, so that a link never opens on an empty sheet.
        (156, 9999, 8, 141, 156, 8),
    ],
)
def test_sheet_says_which_rows_it_has(
    total: int, asked: int, number: int, first: int, last: int, sheets: int
) -> None:
    sheet = cut_sheet([make(f"id-{n:03}") for n in range(1, total + 1)], asked)
    assert (sheet.number, sheet.first, sheet.last, sheet.sheets) == (number, first, last, sheets)
    assert sheet.total == total
    assert [each.id for each in sheet.items] == [
        f"id-{n:03}" for n in range(max(first, 1), last + 1)
    ]


def test_sheets_together_are_the_list() -> None:
    every = [make(f"id-{n}") for n in range(57)]
    sheets = [cut_sheet(every, n).items for n in range(1, cut_sheet(every, 1).sheets + 1)]
    assert [each for sheet in sheets for each in sheet] == every


def test_words_are_found_without_accents_but_accents_find_only_themselves() -> None:
    assert mentions("Familjecentralen i Hjällbo", "hjallbo familje")
    assert not mentions("Torslanda", "törslanda")
    assert mentions("whatever", "  ")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Läxhjälp i Hammarkullen!", "laxhjalp-i-hammarkullen"),
        ("  BID – Gamlestaden 2.0 ", "bid-gamlestaden-2-0"),
        ("مدرسة", "initiative"),
        ("", "initiative"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
    ],
)
def test_id_is_made_of_the_name(name: str, wanted: str) -> None:
    assert slug(name) == wanted


def test_id_that_is_taken_gets_a_number() -> None:
    assert slug("Läxhjälp", {"laxhjalp"}) == "laxhjalp-2"
    assert slug("Läxhjälp", {"laxhjalp", "laxhjalp-2"}) == "laxhjalp-3"
    assert len(slug("å" * 500)) <= 60
