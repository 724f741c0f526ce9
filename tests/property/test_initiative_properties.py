import unicodedata
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.initiatives.display import ranges
from explorer.initiatives.model import Initiative
from explorer.initiatives.places import join_places, split_places
from explorer.initiatives.register import build_register, choose, load_register
from explorer.initiatives.rows import COLUMNS, check_row, is_web_address, to_cells
from indicators.definitions import TargetArea
from tests.property.made_up_initiatives import AREAS, initiatives

FIRST = load_register(AREAS).initiatives[0]
ALL = tuple(TargetArea)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def read_ranges(text: str) -> list[int]:
    positions: list[int] = []
    for part in text.split(",") if text else []:
        first, _, last = part.partition("-")
        positions += range(int(first), int(last or first) + 1)
    return positions


@given(st.sets(st.integers(0, 500)))
def test_ranges_can_be_read_back(positions: set[int]) -> None:
    assert read_ranges(ranges(positions)) == sorted(positions)


@given(st.sets(st.integers(0, 155), max_size=156))
def test_ranges_are_never_longer_than_the_plain_list(positions: set[int]) -> None:
    assert len(ranges(positions)) <= len(",".join(map(str, sorted(positions))))


@given(texts)
def test_name_is_found_by_its_own_words_in_any_case(name: str) -> None:
    register = build_register([replace(FIRST, name=name)])
    # Some letters change their number in capitals and back; casefold is the rule for comparing.
    for words in (name, name.casefold(), unicodedata.normalize("NFD", name)):
        assert choose(register, target_areas=ALL, words=words)


@given(texts, texts)
def test_more_words_never_find_more(one: str, other: str) -> None:
    register = load_register(AREAS)
    fewer = {each.id for each in choose(register, target_areas=ALL, words=f"{one} {other}")}
    assert fewer <= {each.id for each in choose(register, target_areas=ALL, words=one)}


@settings(max_examples=300)
@given(st.fixed_dictionaries({name: texts.map(str.strip) for name in COLUMNS}))
def test_any_cells_give_an_initiative_or_problems_but_no_error(cells: dict[str, str]) -> None:
    initiative, problems = check_row(cells, AREAS, file="x.csv", number=2)
    assert (initiative is None) == bool(problems)
    assert all(problem.row == 2 and str(problem) for problem in problems)


@settings(max_examples=300)
@given(initiatives())
def test_cells_of_a_sound_initiative_give_it_again(initiative: Initiative) -> None:
    cells = to_cells(initiative)
    assert list(cells) == list(COLUMNS)
    assert check_row(cells, AREAS, file="x.csv", number=2) == (initiative, [])


@given(initiatives())
def test_divided_places_can_be_put_together_again(initiative: Initiative) -> None:
    text = to_cells(initiative)["further_places"]
    assert join_places(split_places(text)) == text


@given(st.sampled_from(COLUMNS), st.integers(20_001, 60_000), st.sampled_from(["9", "<b>", "å "]))
def test_huge_cell_is_told_and_not_repeated(column: str, length: int, letters: str) -> None:
    huge = (letters * length)[:length]
    cells = to_cells(FIRST) | {column: huge}
    initiative, problems = check_row(cells, AREAS, file="x.csv", number=2)
    assert initiative is None
    assert [each.code for each in problems if each.column == column] == ["text-too-long"]
    assert all(len(str(each)) < 1000 for each in problems)


@given(texts)
def test_only_plain_web_addresses_pass_as_links(text: str) -> None:
    if is_web_address(text):
        assert text.lower().startswith(("http://", "https://"))
        assert not any(mark.isspace() for mark in text)
