"""What an area's printed report says, as plain data for its template."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from explorer.area.pictures import locator_of, strip_of
from explorer.area.profile import Card, Profile, build_profile
from explorer.area.profile_words import (
    age_words,
    base_sentence,
    card_words,
    entries_of,
    passage_sources,
    strip_label,
    value_text,
    where_sentences,
)
from explorer.area.sentences import PART_NAMES, Part, write_story
from explorer.area.sheet import Sheet
from explorer.area.story import Story, build_story
from explorer.easy import LANGUAGE, easy_translator
from explorer.export.report_drawings import draw_code, draw_locator, draw_strip
from explorer.export.sources import BOUNDARIES
from explorer.i18n import Translator
from explorer.narrative import period_text
from explorer.workspace import Workspace
from indicators.definitions import Kind

# As many initiatives as two pages have room for; the number of those left out is told.
MOST_LISTED: Final = 6


@dataclass(frozen=True, eq=False)
class AreaReport:
    """
    One area, ready to be written about.

    Parameters
    ----------
    easy
        Whether its five passages are in easy language, where the language has one.
    link
        Address of the area's page, "" without one.
    """

    workspace: Workspace
    profile: Profile
    story: Story
    easy: bool = False
    link: str = ""


def report_area(
    workspace: Workspace, sheet: Sheet, code: str, *, easy: bool = False, link: str = ""
) -> AreaReport:
    """
    Gather what is told of an area of the sheet's level.

    Raises
    ------
    KeyError
        If the level has no such area.
    """
    profile = build_profile(workspace, sheet, code)
    story = build_story(sheet, profile, known=workspace.table.definitions)
    return AreaReport(workspace, profile, story, easy, link)


def words_of(report: AreaReport, t: Translator, *, made: date) -> dict[str, Any]:
    """Write everything that stands in the report."""
    profile = report.profile
    name = profile.area.name
    locator = locator_of(report.workspace, profile.area)
    cards = [*([] if profile.residents is None else [profile.residents]), *profile.cards]
    plain = easy_translator() if _is_easy(report, t) else t
    return {
        "lang": t.lang,
        "app": t("Equality map"),
        "city": t("Gothenburg"),
        "title": t("{area} – my area", area=name),
        "name": name,
        "date": t.date(made),
        "day": [made.year, made.month, made.day],
        # The template counts the pages.
        "page": t("Page {n} of {total}"),
        "where": where_sentences(profile.surroundings, t),
        "locator": "" if locator is None else draw_locator(locator),
        "locator_alt": t("Map of the city with {area} marked.", area=name),
        "passages": _passages(report, t, plain),
        "note": t(
            "“About” stands at a figure that is not exact. A difference is told only where it is"
            " larger than what the figures leave open."
        ),
        "efforts": _efforts(profile, t),
        "figures_heading": t("Figures"),
        "figures_head": [t("Indicator"), t("Here"), t("The whole city"), t("All areas")],
        "figures": [_row(report, card, t, plain) for card in cards],
        "key": t(
            "Disc: {area}, where it has a figure. Long line: the whole city. Short lines: the"
            " areas, one each.",
            area=name,
        ),
        "ages": _ages(report, t),
        "notes_heading": t("To know when reading it"),
        "notes": _notes(cards, report, t, plain),
        "origins_heading": t("Sources"),
        "origins": _origins(cards, report, t, plain),
        "link": report.link,
        "link_text": t("The newest figures, and more about the area:"),
        "code": draw_code(report.link) if report.link else "",
        "code_alt": t("QR code that leads to the page about {area}.", area=name),
    }


def _is_easy(report: AreaReport, t: Translator) -> bool:
    return report.easy and t.lang == LANGUAGE


def _passages(report: AreaReport, t: Translator, plain: Translator) -> list[dict[str, Any]]:
    passages = write_story(report.story, plain, easy=_is_easy(report, t))
    return [
        {
            "heading": plain(PART_NAMES[each.part]),
            "text": each.text,
            # Whom to ask stands at once below; the list of initiatives has the rest.
            "examples": [
                _entry_text(entry.name, entry.organiser, entry.contact)
                for entry in entries_of(each.examples, t)
            ]
            if each.part is Part.RUNS
            else [],
            "sources": passage_sources(each, report.workspace.table.sources, t),
        }
        for each in passages
    ]


def _efforts(profile: Profile, t: Translator) -> dict[str, Any]:
    here = entries_of(profile.efforts.here, t)
    left = len(here) - MOST_LISTED
    return {
        "heading": t("Initiatives here ({n})", n=t.number(len(here), 0)),
        "rows": [
            _entry_text(each.name, each.organiser, each.place, each.state)
            for each in here[:MOST_LISTED]
        ],
        "none": "" if here else t("The register knows of none that has its place here."),
        "left": t.plural(
            "{n} more stands on the area’s page.", "{n} more stand on the area’s page.", left
        )
        if left > 0
        else "",
        "source": t("From the register of initiatives."),
    }


def _entry_text(name: str, *rest: str) -> list[str]:
    return [name, " · ".join(filter(None, rest))]


def _row(report: AreaReport, card: Card, t: Translator, plain: Translator) -> dict[str, Any]:
    words = card_words(card, t, plain, report.workspace.table.sources)
    definition = card.topic.definition
    # Of a count an area has a part: the other areas are not beside it.
    picture = None if definition.kind is Kind.COUNT else strip_of(card)
    alt, left, right = ("", "", "")
    if picture is not None:
        alt, left, right = strip_label(card, picture, report.profile.area.name, t)
    return {
        "title": words.title,
        "value": words.value,
        "known": card.figure is not None,
        "reason": words.reason,
        "city": t("No figure") if card.city is None else value_text(card.city.value, definition, t),
        "city_from": _city_source(report, card, t),
        "against": words.against,
        "from": " ".join(filter(None, (words.source, words.quality))),
        "strip": "" if picture is None else draw_strip(picture),
        "alt": alt,
        "ends": [left, right],
    }


def _city_source(report: AreaReport, card: Card, t: Translator) -> str:
    """Name whom the city's figure is from where the area's own figure does not say it already."""
    if card.city is None:
        return ""
    if card.figure is not None and card.figure.source_id == card.city.source_id:
        return ""
    source = report.workspace.table.sources[card.city.source_id]
    return t(
        "Source: {publisher}, {period}.",
        publisher=source.publisher,
        period=period_text(card.city.period),
    )


def _ages(report: AreaReport, t: Translator) -> dict[str, Any]:
    ages = report.profile.ages
    return {
        "heading": t("Residents by age"),
        "head": [t("Age"), t("Here"), t("The city"), t("Number")],
        "rows": [
            [each.name, each.share, each.city or t("No figure"), each.number]
            for each in age_words(ages, t)
        ],
        "base": base_sentence(ages, report.workspace.table.sources, t) if ages else "",
    }


def _notes(
    cards: Iterable[Card], report: AreaReport, t: Translator, plain: Translator
) -> list[list[str]]:
    """Give each note once, after the names of all figures that it belongs to."""
    found: dict[str, list[str]] = {}
    for card in cards:
        words = card_words(card, t, plain, report.workspace.table.sources)
        for note in words.notes:
            found.setdefault(note, []).append(words.title)
    return [[", ".join(titles), note] for note, titles in found.items()]


def _origins(
    cards: Sequence[Card], report: AreaReport, t: Translator, plain: Translator
) -> list[list[str]]:
    """Give each table once, after the names of all figures that are from it, and that of the map."""
    sources: Mapping[str, Any] = report.workspace.table.sources
    found: dict[str, list[str]] = {}
    for card in cards:
        words = card_words(card, t, plain, sources)
        for figure in filter(None, (card.figure, card.city)):
            origin = t("Table: {title}.", title=sources[figure.source_id].title)
            titles = found.setdefault(origin, [])
            if words.title not in titles:
                titles.append(words.title)
    origins = [[", ".join(titles), origin] for origin, titles in found.items()]
    return [*origins, [t("Map"), t(BOUNDARIES)]]
