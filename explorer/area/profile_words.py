"""The profile of an area in words: where it lies, each figure with its quality and source, initiatives."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from explorer.area.meanings import meaning_of
from explorer.area.pictures import StripPicture, TrendPicture
from explorer.area.profile import AgeGroup, Card, Figure, Surroundings
from explorer.area.sentences import Passage
from explorer.area.standing import Against
from explorer.area.voice import THOUSAND, THOUSANDS, join_words
from explorer.i18n import N_, Translator
from explorer.initiatives.model import Initiative, Status
from explorer.names import BACKGROUND, GROWING_UP, QUALITY_NAMES, STATUS_NAMES, TARGET_AREA_NAMES
from explorer.narrative import REMARKS, period_text
from indicators.definitions import IndicatorDefinition, Source, TargetArea
from indicators.observations import Quality

PERCENT: Final = 100.0
AGAINST_WORDS: Final[Mapping[Against, str]] = {
    Against.HIGHER: N_("higher than the whole city"),
    Against.LIKE: N_("about as the whole city"),
    Against.LOWER: N_("lower than the whole city"),
}
AGE_NAMES: Final[Mapping[str, str]] = {
    "population_0_18": N_("0–18 years"),
    "population_19_65": N_("19–65 years"),
    "population_66plus": N_("66 years and over"),
}


class CardWords(NamedTuple):
    """
    What is written at one figure.

    `value` is “No figure” where there is none, and `reason` says why where the data tell; `notes`
    are to know when reading it, `origin` names the table behind it.
    """

    title: str
    value: str
    reason: str
    city: str
    against: str
    quality: str
    source: str
    meaning: str
    notes: tuple[str, ...]
    origin: str


class AgeWords(NamedTuple):
    """One age: its name, its share here and in the city, the number of residents; `percent` draws its bar."""

    name: str
    share: str
    city: str
    number: str
    percent: float


class Entry(NamedTuple):
    """One initiative in a list; `state` is "" for one that runs."""

    name: str
    url: str
    organiser: str
    place: str
    state: str
    contact: str


def theme_name(theme: TargetArea | None, t: Translator) -> str:
    """Name a target area as a heading over figures: growing up is one, whatever the age."""
    if theme is None:
        return t(BACKGROUND)
    if theme in {TargetArea.EARLY_YEARS, TargetArea.SCHOOLING}:
        return t(GROWING_UP)
    return t(TARGET_AREA_NAMES[theme])


def where_sentences(around: Surroundings, t: Translator) -> tuple[str, ...]:
    """Say what an area is a part of and what it borders on."""
    found = []
    if around.parents:
        larger = dict.fromkeys(each.name for each in around.parents)
        found.append(t("A part of {areas}.", areas=", ".join(larger)))
    if around.neighbours:
        names = [each.name for each in around.neighbours]
        found.append(t("It borders on {areas}.", areas=join_words(names, t)))
    return tuple(found)


def card_words(
    card: Card, t: Translator, plain: Translator, sources: Mapping[str, Source]
) -> CardWords:
    """
    Write a figure with all that belongs to it.

    Parameters
    ----------
    t
        Of the page.
    plain
        Writes what it means; of easy language where the reader asked for that.
    """
    definition, figure = card.topic.definition, card.figure
    source = None if figure is None else sources.get(figure.source_id)
    chosen = card.topic.selected
    period = period_text(chosen.selection.period)
    return CardWords(
        title=definition.name(t.lang),
        value=t("No figure") if figure is None else value_text(figure.value, definition, t),
        reason=t("Withheld to protect small groups.") if card.withheld else "",
        city=_city_text(card, t),
        against="" if card.against is None else t(AGAINST_WORDS[card.against]),
        quality=_quality_text(card, t),
        source=""
        if source is None
        else t("Source: {publisher}, {period}.", publisher=source.publisher, period=period),
        meaning=meaning_of(definition, plain),
        notes=_notes(card, t),
        origin="" if source is None else t("Table: {title}.", title=source.title),
    )


def value_text(value: float, definition: IndicatorDefinition, t: Translator) -> str:
    """Write a figure with its unit, money in kronor."""
    if definition.unit == THOUSANDS:
        return t("{n} kronor", n=t.number(round(value, definition.decimals) * THOUSAND, 0))
    return t.unit(value, definition.unit, definition.decimals)


def strip_label(
    card: Card, picture: StripPicture, name: str, t: Translator
) -> tuple[str, str, str]:
    """Describe a strip for those who do not see it, and write its left and its right end."""
    definition = card.topic.definition
    left, right = (value_text(each, definition, t) for each in (picture.left, picture.right))
    known = int(card.topic.selected.frame["value"].notna().sum())
    parts = [
        t.plural(
            "{n} area on a line, from {left} to {right}.",
            "{n} areas on a line, from {left} to {right}.",
            known,
            left=left,
            right=right,
        )
    ]
    if card.figure is not None:
        parts.append(f"{name}: {value_text(card.figure.value, definition, t)}.")
    if card.city is not None:
        city = value_text(card.city.value, definition, t)
        parts.append(t("The whole city: {value}.", value=city))
    if card.topic.higher_is_better is None:
        return " ".join(parts), left, right
    return (
        " ".join(parts),
        t("{value} less favourable", value=left),
        t("{value} more favourable", value=right),
    )


def trend_label(picture: TrendPicture, definition: IndicatorDefinition, t: Translator) -> str:
    """Tell a trend to those who do not see it: every figure with its period."""
    told = [
        f"{period_text(period)}: {value_text(value, definition, t)}"
        for period, value in zip(picture.periods, picture.values, strict=True)
    ]
    return "; ".join(told) + "."


def age_words(ages: Sequence[AgeGroup], t: Translator) -> tuple[AgeWords, ...]:
    """Write residents by age: how many, and what share of all they are, here and in the city."""
    return tuple(
        AgeWords(
            t(AGE_NAMES[each.figure.indicator_id]),
            t.percent(PERCENT * each.share, 0),
            "" if each.city_share is None else t.percent(PERCENT * each.city_share, 0),
            t.number(each.figure.value, 0),
            round(PERCENT * each.share, 1),
        )
        for each in ages
    )


def base_sentence(ages: Sequence[AgeGroup], sources: Mapping[str, Source], t: Translator) -> str:
    """Say of whom the shares by age are, when, and from whom."""
    total = sum(each.figure.value for each in ages)
    first = ages[0].figure
    return t(
        "Shares of {people} on 31 December {year}. Source: {publisher}.",
        people=t.unit(total, "persons", 0),
        year=first.period,
        publisher=sources[first.source_id].publisher,
    )


def entries_of(initiatives: Iterable[Initiative], t: Translator) -> tuple[Entry, ...]:
    """Write initiatives for a list, those that run first."""
    ordered = sorted(initiatives, key=lambda each: each.status is not Status.RUNNING)
    return tuple(
        Entry(
            each.name,
            each.source_url,
            each.organisation,
            each.place,
            "" if each.status is Status.RUNNING else t(STATUS_NAMES[each.status]),
            each.contact,
        )
        for each in ordered
    )


def passage_sources(passage: Passage, sources: Mapping[str, Source], t: Translator) -> str:
    """Name whom the figures of a passage are from and of when; "" for a passage without figures."""
    found: dict[str, dict[str, None]] = {}
    for figure in passage.figures:
        found.setdefault(_publisher(figure, sources), {})[period_text(figure.period)] = None
    if not found:
        return t("From the register of initiatives.") if passage.initiatives else ""
    told = [f"{publisher} {', '.join(sorted(periods))}" for publisher, periods in found.items()]
    return t("Figures: {sources}.", sources="; ".join(told))


def _publisher(figure: Figure, sources: Mapping[str, Source]) -> str:
    source = sources.get(figure.source_id)
    return figure.source_id if source is None else source.publisher


def _city_text(card: Card, t: Translator) -> str:
    if card.city is None:
        return t("No figure for the whole city")
    return t("The whole city: {value}", value=value_text(card.city.value, card.topic.definition, t))


def _quality_text(card: Card, t: Translator) -> str:
    if card.figure is None:
        return ""
    parts = [f"{t(QUALITY_NAMES[card.figure.quality])}."]
    if card.figure.quality == Quality.UNION and card.shared:
        parts = [t("One figure for these areas together: {areas}.", areas=", ".join(card.shared))]
    parts += [t(words) for mark, words in REMARKS.items() if mark in card.note]
    return " ".join(parts)


def _notes(card: Card, t: Translator) -> tuple[str, ...]:
    notes = [
        card.topic.definition.caveat(t.lang),
        *(each.text(t.lang) for each in card.topic.breaks),
    ]
    if card.topic.selected.computed:
        notes.append(t("Values at this level are computed here from smaller areas."))
    return tuple(filter(None, notes))
