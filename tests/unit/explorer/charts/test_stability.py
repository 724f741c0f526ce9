"""Places by an index: the first ones and the chosen, each with the places it may have."""

import pandas as pd

from explorer.charts.stability import places
from explorer.i18n import translator
from tests.unit.explorer.charts.drawn import NAMES, layers_of, spec_of

ENGLISH = translator("en")
RANKED = pd.DataFrame(
    {
        "rank": pd.array([3, 1, 2, pd.NA, 4], dtype="Int64"),
        "lower": pd.array([2, 1, 1, pd.NA, pd.NA], dtype="Int64"),
        "upper": pd.array([4, 1, 3, pd.NA, pd.NA], dtype="Int64"),
    },
    index=list(NAMES),
)


def drawn(**options: object) -> list[tuple[object, ...]]:
    chart = places(RANKED, NAMES, ENGLISH, **options)  # type: ignore[arg-type]
    rows = [row for _, rows in layers_of(chart, "point") for row in rows]
    return [(row["name"], row["place"], row["lower"], row["upper"], row["text"]) for row in rows]


def test_areas_stand_by_place_and_one_without_a_place_is_left_out() -> None:
    assert drawn() == [
        ("Hillside", 1, 1, 1, "1 (1)"),
        ("Wood", 2, 1, 3, "2 (1–3)"),
        ("Hilltop", 3, 2, 4, "3 (2–4)"),
        ("Harbour", 4, None, None, "4"),
    ]


def test_chosen_area_beyond_the_first_ones_follows_them_on_a_scale_of_all() -> None:
    assert [row[0] for row in drawn(most=1, chosen=["101", "102"])] == ["Hillside", "Hilltop"]
    chart = places(RANKED, NAMES, ENGLISH, most=1, chosen=["101"])
    (dots, _), *_ = layers_of(chart, "point")
    assert dots["encoding"]["x"]["scale"]["domain"] == [0.5, 4.5]
    assert "Hilltop 3 (2–4)" in spec_of(chart)["description"]


def test_no_place_at_all_is_said() -> None:
    chart = places(RANKED.iloc[3:4], NAMES, ENGLISH)
    assert "without any area" in spec_of(chart)["description"]
