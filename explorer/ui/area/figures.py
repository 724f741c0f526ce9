"""The figures of an area as the page takes them: words, and small drawings that the app serves (writes)."""

from typing import Any

from explorer.area.pictures import TrendPicture, locator_of, strip_of, trend_of
from explorer.area.profile import Card, Profile
from explorer.area.profile_words import (
    card_words,
    strip_label,
    theme_name,
    trend_label,
)
from explorer.i18n import Translator
from explorer.narrative import period_text
from explorer.ui.assets import DataFiles, write_drawing
from explorer.ui.markup import render
from explorer.workspace import Workspace
from geodata.areas import Area
from indicators.definitions import Kind

# The drawings' own units: width, and the height that a line takes.
WIDTH = 300
STRIP_MARGIN, TREND_MARGIN = 8, 10
TREND_TOP, TREND_BOTTOM = 20, 56


def draw_locator(workspace: Workspace, files: DataFiles, area: Area) -> str:
    """Draw where an area lies in the city; returns the drawing's address, "" without one."""
    locator = locator_of(workspace, area)
    return "" if locator is None else write_drawing(render("area_locator.svg", at=locator), files)


def theme_rows(
    workspace: Workspace, files: DataFiles, profile: Profile, t: Translator, *, plain: Translator
) -> list[dict[str, Any]]:
    """Give the cards by target area, residents first; `plain` writes what a figure means."""
    rows: list[dict[str, Any]] = []
    if profile.residents is not None:
        card = _card(workspace, files, profile.residents, profile.area.name, t, plain=plain)
        rows.append({"heading": t("Who lives here"), "ages": True, "cards": [card]})
    for theme, cards in profile.themes.items():
        rows.append(
            {
                "heading": theme_name(theme, t),
                "ages": False,
                "cards": [
                    _card(workspace, files, card, profile.area.name, t, plain=plain)
                    for card in cards
                ],
            }
        )
    return rows


def _card(
    workspace: Workspace,
    files: DataFiles,
    card: Card,
    name: str,
    t: Translator,
    *,
    plain: Translator,
) -> dict[str, Any]:
    # Of a count an area has a part: neither the city nor the other areas are beside it.
    counted = card.topic.definition.kind is Kind.COUNT
    words = card_words(card, t, plain, workspace.table.sources)
    return {
        "words": words,
        "known": card.figure is not None,
        "strip": None if counted else _strip(card, files, name, t),
        "trend": _trend(card, files, name, t, with_city=not counted),
    }


def _strip(card: Card, files: DataFiles, name: str, t: Translator) -> dict[str, str] | None:
    picture = strip_of(card)
    if picture is None:
        return None
    label, left, right = strip_label(card, picture, name, t)

    def place(share: float) -> float:
        return round(STRIP_MARGIN + (WIDTH - 2 * STRIP_MARGIN) * share, 1)

    drawing = render(
        "area_strip.svg",
        width=WIDTH,
        ticks=[place(each) for each in picture.ticks],
        own=None if picture.own is None else place(picture.own),
        city=None if picture.city is None else place(picture.city),
    )
    return {"picture": write_drawing(drawing, files), "alt": label, "left": left, "right": right}


def _trend(
    card: Card, files: DataFiles, name: str, t: Translator, *, with_city: bool
) -> dict[str, str] | None:
    picture = trend_of(card, with_city=with_city)
    if picture is None:
        return None
    definition = card.topic.definition

    def lines(runs: tuple[tuple[tuple[float, float], ...], ...]) -> list[str]:
        return [" ".join(f"{x},{y}" for x, y in map(_placed, run)) for run in runs]

    drawing = render(
        "area_trend.svg",
        width=WIDTH,
        own=lines(picture.own),
        city=lines(picture.city),
        points=[_placed(point) for run in picture.own for point in run],
        texts=_trend_texts(
            picture, [t.number(each, definition.decimals) for each in picture.values]
        ),
    )
    return {
        "picture": write_drawing(drawing, files),
        "alt": trend_label(picture, definition, t),
        "caption": t("Solid: {name}. Dashed: the city.", name=name) if picture.city else "",
    }


def _trend_texts(picture: TrendPicture, numbers: list[str]) -> list[dict[str, Any]]:
    """Write the first and the last number at their points, away from other lines, over their periods."""
    own = [point for run in picture.own for point in run]
    city = dict(point for run in picture.city for point in run)
    texts: list[dict[str, Any]] = []
    for place, anchor, beside in ((0, "start", own[1]), (-1, "end", own[-2])):
        level = own[place][1]
        above = level >= city.get(own[place][0], beside[1])
        x, y = _placed(own[place])
        texts += [
            {
                "x": x,
                "y": round(y - 8 if above else y + 17, 1),
                "anchor": anchor,
                "kind": "",
                "text": numbers[place],
            },
            {
                "x": x,
                "y": 92,
                "anchor": anchor,
                "kind": "quiet",
                "text": period_text(picture.periods[place]),
            },
        ]
    return texts


def _placed(point: tuple[float, float]) -> tuple[float, float]:
    x, y = point
    return (
        round(TREND_MARGIN + (WIDTH - 2 * TREND_MARGIN) * x, 1),
        round(TREND_BOTTOM - (TREND_BOTTOM - TREND_TOP) * y, 1),
    )
