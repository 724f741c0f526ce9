"""Areas of one's own: what may be one, and the same as text for a link."""

import pytest

from geodata.areas import AreaLevel, AreaRegister
from geodata.problems import DataError
from indicators.own_area import OwnArea, find_same, from_text, make_own_area, to_text

KNOWN = ("101", "102", "103", "201", "202")


def own(*codes: str, name: str = "Own") -> OwnArea:
    return make_own_area(name, dict.fromkeys(codes, 1.0), known=KNOWN)


def codes_of(name: str, shares: dict[str, float]) -> list[str]:
    with pytest.raises(DataError) as caught:
        make_own_area(name, shares, known=KNOWN)
    return [problem.code for problem in caught.value.problems]


def test_order_and_rounding_make_no_difference() -> None:
    first = make_own_area("  Own ", {"102": 0.333333, "101": 1}, known=KNOWN)
    second = make_own_area("Own", {"101": 1.0, "102": 0.3333}, known=KNOWN)
    assert first == second
    assert hash(first) == hash(second)
    assert first.shares == {"101": 1.0, "102": 0.3333}
    assert first.codes == ("101", "102")
    assert not first.whole


@pytest.mark.parametrize(
    "name",
    ["", "   ", "x" * 61, "two\nlines", "tab\there", "bell\a", "\u202eback", "\ud800", "\u2028"],
)
def test_name_that_is_not_one_short_line_is_refused(name: str) -> None:
    assert codes_of(name, {"101": 1}) == ["name-not-allowed"]


@pytest.mark.parametrize("name", ["Norra stranden", "a" * 60, "~,:;|!", "<b>", "Å & Ö – 1", "家"])
def test_other_names_are_kept(name: str) -> None:
    assert own("101", name=name).name == name


@pytest.mark.parametrize("share", [0, -0.1, 1.0001, 0.00001, float("nan"), float("inf")])
def test_share_that_is_none_is_refused(share: float) -> None:
    assert codes_of("Own", {"101": share}) == ["share-out-of-range"]


def test_everything_that_is_wrong_is_told() -> None:
    assert codes_of("", {"999": 1, "101": 2}) == [
        "name-not-allowed",
        "unknown-area",
        "share-out-of-range",
    ]
    assert codes_of("Own", {}) == ["area-count"]


def test_more_areas_than_there_are_is_refused() -> None:
    many = [str(number) for number in range(100, 197)]
    with pytest.raises(DataError) as caught:
        make_own_area("Own", dict.fromkeys(many, 1.0), known=many)
    assert [problem.code for problem in caught.value.problems] == ["area-count"]
    assert len(make_own_area("Own", dict.fromkeys(many[:96], 1.0), known=many).pairs) == 96


def test_text_is_short_and_readable() -> None:
    assert to_text(make_own_area("North", {"103": 0.42, "101": 1}, known=KNOWN)) == (
        "North~101,103:0.42"
    )


def test_marks_in_a_name_are_escaped() -> None:
    text = to_text(own("101", name="a~b,c:d!e;f|g"))
    assert text == "a!tb!cc!kd!!e!sf!pg~101"
    assert from_text(text, known=KNOWN) == (own("101", name="a~b,c:d!e;f|g"), "")


@pytest.mark.parametrize(
    ("text", "expected", "refused"),
    [
        ("Own~101,999", {"101": 1.0}, "999"),
        ("Own~101,101:0.5", {"101": 1.0}, "101:0.5"),
        ("Own~101:0.5,102:0", {"101": 0.5}, "102:0"),
        ("Own~101,102:2", {"101": 1.0}, "102:2"),
        ("Own~101,102:1e-1", {"101": 1.0}, "102:1e-1"),
        ("Own~101,102:0.12345", {"101": 1.0}, "102:0.12345"),
        ("Own~101,102:", {"101": 1.0}, "102:"),
        ("Own~101,102:\u0661", {"101": 1.0}, "102:\u0661"),
        ("Own~101,", {"101": 1.0}, ""),
    ],
)
def test_entry_that_cannot_be_read_is_left_out_and_told(
    text: str, expected: dict[str, float], refused: str
) -> None:
    found, left_out = from_text(text, known=KNOWN)
    assert found is not None
    assert found.name == "Own"
    assert found.shares == expected
    assert left_out == refused


@pytest.mark.parametrize("text", ["", "Own", "Own~", "Own~999", "~", "x" * 5000, "Own~101" * 700])
def test_text_without_any_area_is_none_and_told(text: str) -> None:
    found, left_out = from_text(text, known=KNOWN)
    assert found is None
    assert left_out[:100] == text[:100]
    assert len(left_out) <= 201


def test_name_that_is_not_allowed_gives_way_to_the_codes() -> None:
    found, left_out = from_text("two\nlines~101,102", known=KNOWN)
    assert found == own("101", "102", name="101, 102")
    assert left_out == "two�lines"


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("101",), [("primary_area", "101")]),
        (("103",), [("primary_area", "103"), ("intermediate_area", "11")]),
        (("101", "102"), [("intermediate_area", "10")]),
        (("101", "102", "103"), [("city_area", "01")]),
        (("201", "202"), [("city_area", "02"), ("intermediate_area", "20")]),
        (("103", "202"), [("district_2011", "132")]),
        (KNOWN, [("municipality", "9999")]),
        (("102", "103"), []),
    ],
)
def test_same_area_is_found_on_every_level(
    town: AreaRegister, codes: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    found = find_same(town, own(*codes))
    assert [(area.level, area.code) for area in found] == expected
    assert [area.name for area in found] == [
        town.name(AreaLevel(level), code) for level, code in expected
    ]


def test_area_in_part_is_no_other_area(town: AreaRegister) -> None:
    assert find_same(town, make_own_area("Own", {"101": 1, "102": 0.9}, known=KNOWN)) == ()


def test_broken_area_cannot_be_made() -> None:
    for pairs in ((), (("101", 0.0),), (("101", 1.5),), (("101", 1.0), ("101", 0.5))):
        with pytest.raises(ValueError, match="area"):
            OwnArea("Own", pairs)
