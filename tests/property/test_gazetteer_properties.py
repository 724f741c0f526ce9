"""Every name is found however it is typed, with one slip too."""

import string
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from geodata.areas import load_areas
from geodata.gazetteer import Hit, load_gazetteer
from geodata.spelling import words_of

GAZETTEER = load_gazetteer(load_areas())
NAMES = sorted({name for each in GAZETTEER.places for name in (each.name, *each.other_names)})
# A slip in a shorter name makes another word of it.
LONG_NAMES = [name for name in NAMES if len("".join(words_of(name))) >= 5]
LETTERS = string.ascii_lowercase + "åäö"


def without_accents(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return "".join(each for each in parts if not unicodedata.combining(each))


def same_name(hit: Hit, name: str) -> bool:
    return words_of(hit.name) == words_of(name)


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a name, and the same with one letter left out, added, exchanged or put one place on."""
    name = draw(st.sampled_from(LONG_NAMES))
    place = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from(LETTERS))
    before, at, after = name[:place], name[place], name[place + 1 :]
    typed = draw(
        st.sampled_from(
            [
                before + after,
                before + letter + at + after,
                before + letter + after,
                before + after[:1] + at + after[1:],
            ]
        )
    )
    return name, typed


def test_every_name_finds_itself_before_any_other() -> None:
    for name in NAMES:
        for typed in (name, without_accents(name), name.upper(), f"  {name.replace('-', ' ')} "):
            hits = GAZETTEER.find(typed)
            assert hits, typed
            assert same_name(hits[0], name), typed


@given(slipped())
def test_name_with_one_slip_is_among_the_first_five(case: tuple[str, str]) -> None:
    name, typed = case
    hits = GAZETTEER.find(typed, limit=5)
    assert any(same_name(hit, name) for hit in hits), (name, typed, [hit.name for hit in hits])


@given(st.text(max_size=120), st.integers(0, 12))
def test_any_text_is_answered_with_no_more_than_the_limit(text: str, limit: int) -> None:
    hits = GAZETTEER.find(text, limit=limit)
    assert len(hits) <= limit
    assert len({hit.place for hit in hits}) == len(hits)
    assert hits == GAZETTEER.find(text, limit=limit)


@given(st.sampled_from(NAMES), st.integers(2, 60))
def test_beginning_of_a_name_is_never_without_an_answer(name: str, length: int) -> None:
    typed = name[:length]
    hits = GAZETTEER.find(typed, limit=len(GAZETTEER.places))
    assert any(same_name(hit, name) for hit in hits), typed
