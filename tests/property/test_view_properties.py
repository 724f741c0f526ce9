from collections.abc import Collection
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from explorer.view import (
    BREAKS,
    CLASSES,
    LATITUDES,
    LONGITUDES,
    MOST_AREAS,
    MOST_WORDS,
    PAGES,
    ZOOMS,
    Known,
    MapPosition,
    Scheme,
    Show,
    ViewState,
    from_query,
    to_query,
)
from geodata.areas import AreaLevel
from indicators.definitions import TargetArea

KNOWN = Known(
    indicators=frozenset({"low_economic_standard", "employment_rate", "turnout"}),
    areas={
        level: frozenset(f"{place}{number:02}" for number in range(30))
        for place, level in enumerate(AreaLevel)
    },
    languages=("sv", "en", "so"),
    organisers=frozenset({"civil society", "municipal administration", "region"}),
    statuses=frozenset({"running", "planned", "ended", "unknown"}),
    periods=frozenset({"2022", "2023", "2024"}),
)


Name = TypeVar("Name", bound=str)


def some_of(names: Collection[Name], *, most: int = 9) -> st.SearchStrategy[tuple[Name, ...]]:
    """Any choice of names in any order, each at most once."""
    return st.lists(st.sampled_from(sorted(names)), unique=True, max_size=most).map(tuple)


breaks = st.lists(
    st.floats(allow_nan=False, allow_infinity=False),
    unique=True,
    min_size=BREAKS.start,
    max_size=BREAKS.stop - 1,
).map(lambda numbers: tuple(sorted(numbers)))
words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=MOST_WORDS).map(str.strip)
positions = st.builds(MapPosition, st.floats(*LATITUDES), st.floats(*LONGITUDES), st.floats(*ZOOMS))


@st.composite
def views(draw: st.DrawFn) -> ViewState:
    level = draw(st.sampled_from(AreaLevel))
    scheme = draw(st.sampled_from(Scheme))
    return ViewState(
        page=draw(st.sampled_from(PAGES)),
        indicator=draw(st.sampled_from(sorted(KNOWN.indicators))),
        level=level,
        period=draw(st.none() | st.sampled_from(sorted(KNOWN.periods))),
        show=draw(st.sampled_from(Show)),
        scheme=scheme,
        classes=draw(st.sampled_from(CLASSES)),
        breaks=draw(st.just(()) | breaks) if scheme is Scheme.OWN else (),
        lock=draw(st.booleans()),
        area=draw(some_of(KNOWN.areas[level], most=MOST_AREAS)),
        initiatives=draw(some_of(list(TargetArea))),
        status=draw(some_of(KNOWN.statuses)),
        organiser=draw(some_of(KNOWN.organisers)),
        words=draw(words),
        lang=draw(st.sampled_from(KNOWN.languages)),
        at=draw(st.none() | positions),
    )


@given(views())
def test_link_gives_its_view_again(view: ViewState) -> None:
    assert from_query(to_query(view), known=KNOWN) == (view, ())


@given(views())
def test_order_of_parameters_does_not_matter(view: ViewState) -> None:
    backwards = dict(reversed(to_query(view).items()))
    assert from_query(backwards, known=KNOWN) == (view, ())


names = st.sampled_from(sorted(ViewState.__dataclass_fields__)) | st.text(max_size=20)
pieces = st.sampled_from(
    [
        *("none", "own", "1", "0", "301", "57.7", "11.9", "12", "-0", "1e999", "nan", "city_area"),
        *("civil society", "running", "work", "sv", "2024", "value", "rank", "{0}", "%s", "<b>"),
    ]
)
# Any text, also halves of characters; and lists of what might stand somewhere.
values = st.text(st.characters(exclude_categories=[]), max_size=150) | st.lists(
    pieces | st.text(max_size=3), max_size=25
).map(",".join)


@given(st.dictionaries(names, values))
def test_any_link_gives_a_valid_view_and_one_warning_for_each_wrong_parameter(
    query: dict[str, str],
) -> None:
    view, problems = from_query(query, known=KNOWN)
    assert from_query(to_query(view), known=KNOWN) == (view, ())
    assert len(problems) <= len(query)
    for problem in problems:
        assert (problem.code, problem.severity) == ("bad-link", "warning")
        assert problem.value
        assert len(problem.value) <= MOST_WORDS + 1
        assert len(problem.column or "") <= MOST_WORDS + 1
        # It can be shown: no half characters, and the sentence can be filled in.
        assert problem.hint.encode()


@given(views(), st.dictionaries(st.text(min_size=1).filter(str.isupper), values, max_size=3))
def test_wrong_parameters_do_not_touch_the_right_ones(
    view: ViewState, wrong: dict[str, str]
) -> None:
    found, problems = from_query({**wrong, **to_query(view)}, known=KNOWN)
    assert found == view
    assert len(problems) == sum(bool(text.strip()) for text in wrong.values())
