"""Axes are round and in the reader's language; colours can be read on both kinds of paper."""

import pytest

from explorer.charts.paper import DARK, LIGHT, Paper, find_ticks, make_axis


def contrast(one: str, two: str) -> float:
    """Contrast ratio of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def luminance(colour: str) -> float:
        channels = [each / 255 for each in bytes.fromhex(colour[1:])]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("paper", [LIGHT, DARK])
def test_words_and_outlines_stand_out_from_the_paper(paper: Paper) -> None:
    assert contrast(paper.ink, paper.ground) >= 7
    assert contrast(paper.quiet, paper.ground) >= 4.5
    assert contrast(paper.edge, paper.ground) >= 3
    assert contrast(paper.accent, paper.ground) >= 4.5


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 46, [0, 10, 20, 30, 40]),
        (0, 0.5, [0, 0.1, 0.2, 0.3, 0.4, 0.5]),
        (59.4, 89.5, [60, 65, 70, 75, 80, 85]),
        (-3, 3, [-2, 0, 2]),
        (0, 500_000, [0, 100_000, 200_000, 300_000, 400_000, 500_000]),
        (7, 7, [7]),
    ],
)
def test_ticks_are_round_and_inside(low: float, high: float, expected: list[float]) -> None:
    assert find_ticks(low, high, most=6) == expected


def test_label_is_text_in_the_axis_whatever_it_holds() -> None:
    axis = make_axis([1.0], ["\"]; alert('x')"]).to_dict()
    assert axis["labelExpr"] == '["\\"]; alert(\'x\')"][indexof([1.0], datum.value)]'
