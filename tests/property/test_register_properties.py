"""What holds for the list and the form of the register, whatever the initiatives."""

from hypothesis import given
from hypothesis import strategies as st

from explorer.initiatives.browse import cut_sheet, sort_initiatives
from explorer.initiatives.form import check_form, fill_form, read_form
from explorer.initiatives.merging import Side, find_differences, merge
from explorer.initiatives.model import Initiative
from explorer.initiatives.rows import to_cells
from explorer.initiatives.spelling import alphabet, slug
from explorer.view import Sort
from tests.property.made_up_initiatives import AREAS, initiatives

cells = st.dictionaries(
    st.sampled_from(["name", "lon", "lat", "status", "contact"]), st.text(max_size=3)
)


@given(initiatives())
def test_form_of_any_initiative_gives_it_again(one: Initiative) -> None:
    form = fill_form(one)
    assert read_form(form) == to_cells(one)
    assert check_form(form, AREAS) == (one, {})


@given(
    st.lists(initiatives(), max_size=30), st.sampled_from(Sort), st.booleans(), st.integers(-3, 50)
)
def test_sheets_hold_each_initiative_once(
    every: list[Initiative], by: Sort, descending: bool, number: int
) -> None:
    ordered = sort_initiatives(every, by=by, descending=descending)
    assert sorted(map(id, ordered)) == sorted(map(id, every))
    sheet = cut_sheet(ordered, number, size=7)
    assert 1 <= sheet.number <= sheet.sheets
    assert sheet.items == ordered[(sheet.number - 1) * 7 : sheet.number * 7]
    assert sheet.last - sheet.first + bool(sheet.items) == len(sheet.items)


@given(st.text(max_size=80), st.sets(st.text(max_size=5)))
def test_id_of_any_name_is_one_that_links_take_and_nobody_has(name: str, taken: set[str]) -> None:
    made = slug(name, taken)
    assert made not in taken
    assert made.isascii()
    assert made.strip("-") == made
    assert all(each.isdigit() or each.islower() or each == "-" for each in made)


@given(st.text(max_size=20), st.text(max_size=20))
def test_alphabet_orders_without_regard_to_case(one: str, other: str) -> None:
    assert (alphabet(one) < alphabet(other)) == (
        alphabet(one.casefold()) < alphabet(other.casefold())
    )


@given(cells, cells, cells)
def test_each_side_can_be_taken_whole_and_nothing_else_comes_of_it(
    seen: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    names = sorted({*seen, *mine, *theirs})
    full = [{name: each.get(name, "") for name in names} for each in (seen, mine, theirs)]
    differences = find_differences(*full)
    for side, wanted in ((Side.MINE, full[1]), (Side.THEIRS, full[2])):
        assert merge(full[2], differences, {each.key: side for each in differences}) == wanted
    for each in differences:
        assert each.mine != each.theirs
