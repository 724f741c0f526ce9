"""
A minute's reading of one area: five passages of one to a few short sentences each.

Their wording follows what the figures allow (`explorer.area.standing`): a difference within its
uncertainty is “about as common”, a figure that is not exact is “about”. Nothing is said of reasons,
and nothing is called good or bad. Shares are told as people, “78 in 100”, in easy language as “about
8 in 10”.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from explorer.area.clauses import OTHERS, THEMES, clauses_of
from explorer.area.profile import Card, Figure
from explorer.area.standing import MARGIN, Against
from explorer.area.story import Move, Story, is_whole_city
from explorer.area.voice import Voice, join_words, rounded
from explorer.i18n import N_, Translator
from explorer.initiatives.model import Initiative
from indicators.definitions import IndicatorDefinition

MOST_MOVES: Final = 1
HUNDRED: Final = 100
# More topics than these in a row are no help to a reader.
MOST_TOPICS: Final = 3


class Part(StrEnum):
    """What a passage is about."""

    IS = "is"
    CHANGED = "changed"
    BESIDE = "beside"
    RUNS = "runs"
    UNKNOWN = "unknown"


PART_NAMES: Final[Mapping[Part, str]] = {
    Part.IS: N_("How it is"),
    Part.CHANGED: N_("What has changed"),
    Part.BESIDE: N_("Beside the whole city"),
    Part.RUNS: N_("What runs here"),
    Part.UNKNOWN: N_("What we do not know"),
}


@dataclass(frozen=True)
class Passage:
    """
    One passage with what it rests on.

    Parameters
    ----------
    figures
        Every figure that is told or compared in it, in the order of the text.
    initiatives
        Those that are counted in it.
    examples
        Those that can be asked or read about, the one that the text names first.
    """

    part: Part
    text: str
    figures: tuple[Figure, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    examples: tuple[Initiative, ...] = ()


def write_story(story: Story, t: Translator, *, easy: bool = False) -> tuple[Passage, ...]:
    """
    Write the five passages about an area.

    Parameters
    ----------
    easy
        Whether numbers are told in easy language; `t` is then a translator of easy texts.
    """
    voice = Voice(t, easy)
    return (
        _how_it_is(story, voice),
        _what_changed(story, voice),
        _beside(story, voice),
        _what_runs(story, voice),
        _not_known(story, voice),
    )


# --- the five ------------------------------------------------------------------------------------


def _how_it_is(story: Story, voice: Voice) -> Passage:
    t, name = voice.t, story.area.name
    if not story.strengths:
        words = t("There are too few figures to say how it is in the area {area}.", area=name)
        return Passage(Part.IS, words)
    clauses = [_level(card, voice) for card in story.strengths]
    if is_whole_city(story):
        texts = [t("In {area}, {clause}.", area=name, clause=clauses[0])]
    else:
        texts = [t("In the area {area}, {clause}.", area=name, clause=clauses[0])]
    texts += [t("Also, {clause}.", clause=each) for each in clauses[1:]]
    return Passage(Part.IS, " ".join(texts), _figures(story.strengths))


def _what_changed(story: Story, voice: Voice) -> Passage:
    t = voice.t
    texts: list[str] = []
    figures: list[Figure] = []
    if story.moved is not None:
        texts += _people_moved(story.moved, voice)
        figures += [story.moved.before, story.moved.after]
    elif story.residents is not None:
        texts.append(_people(story.residents, voice))
        figures.append(story.residents)
    for move in story.moves[:MOST_MOVES]:
        texts += _moved(move, voice)
        figures += [move.after, move.before]
    if story.moved is None and not story.moves:
        texts.append(t("There are no figures that show a change."))
    return Passage(Part.CHANGED, " ".join(texts), tuple(figures))


def _beside(story: Story, voice: Voice) -> Passage:
    t = voice.t
    if is_whole_city(story):
        words = t("This is the whole city, so there is nothing to set it beside.")
        return Passage(Part.BESIDE, words)
    if not story.compared:
        return Passage(Part.BESIDE, t("There are too few figures to compare with the whole city."))
    texts: list[str] = []
    figures: list[Figure] = []
    for place, card in enumerate(story.compared):
        opening = (
            N_("At the same time, {clause}")
            if place
            else N_("Compared with the whole city, {clause}")
        )
        texts += _compared(card, voice, opening=opening)
        figures += [each for each in (card.figure, card.city) if each is not None]
    if story.similar is not None:
        texts.append(t("The figures are most like those of {area}.", area=story.similar.name))
        if story.similar_figure is not None:
            definition = story.compared[0].topic.definition
            clause = voice.clause(
                clauses_of(definition.indicator_id).level, story.similar_figure, definition
            )
            texts.append(t("There, {clause}.", clause=clause))
            figures.append(story.similar_figure)
    return Passage(Part.BESIDE, " ".join(texts), tuple(figures))


def _what_runs(story: Story, voice: Voice) -> Passage:
    t = voice.t
    here, nearby, everywhere = len(story.running), len(story.nearby), len(story.everywhere)
    texts: list[str] = []
    if here:
        texts.append(t.plural("{n} initiative runs here.", "{n} initiatives run here.", here))
    else:
        texts.append(t("We know of no initiative that runs just here."))
    if planned := len(story.planned):
        texts.append(t.plural("{n} is planned.", "{n} are planned.", planned))
    if doubtful := len(story.doubtful):
        texts.append(
            t.plural(
                "Of {n} we do not know whether it still runs.",
                "Of {n} we do not know whether they still run.",
                doubtful,
            )
        )
    if nearby and not here:
        texts.append(
            t.plural(
                "In the areas next to it {n} runs.", "In the areas next to it {n} run.", nearby
            )
        )
    if everywhere:
        texts.append(
            t.plural(
                "In the whole city or in several places {n} runs.",
                "In the whole city or in several places {n} run.",
                everywhere,
            )
        )
    if story.examples:
        texts.append(_whom_to_ask(story.examples[0], voice))
    counted = (*story.running, *story.planned, *story.doubtful, *story.everywhere)
    return Passage(
        Part.RUNS,
        " ".join(texts),
        initiatives=counted if here else (*counted, *story.nearby),
        examples=story.examples,
    )


def _not_known(story: Story, voice: Voice) -> Passage:
    t = voice.t
    texts: list[str] = []
    if story.withheld:
        topics = join_words([_topic(each, t) for each in story.withheld], t)
        texts.append(
            t("We do not show figures of {topics}, to protect small groups.", topics=topics)
        )
    if len(story.missing) > MOST_TOPICS:
        texts.append(t("We lack most of the figures for this area."))
    elif story.missing:
        topics = join_words([_topic(each, t) for each in story.missing], t)
        texts.append(t("We lack figures here of {topics}.", topics=topics))
    if themes := [t(words) for name, words in THEMES.items() if name not in story.known]:
        texts.append(t("There are no figures by area of {themes}.", themes=join_words(themes, t)))
    if len(story.once) > len(story.moves):
        texts.append(t("Most figures are of one year, so we cannot see whether they change."))
    if not texts:
        texts.append(t("We have a figure of everything that this page is about."))
    return Passage(Part.UNKNOWN, " ".join(texts), _figures(story.once))


# --- their sentences -----------------------------------------------------------------------------


def _level(card: Card, voice: Voice) -> str:
    definition = card.topic.definition
    assert card.figure is not None  # noqa: S101  a story tells figures that are there
    return voice.clause(clauses_of(definition.indicator_id).level, card.figure, definition)


def _compared(card: Card, voice: Voice, *, opening: str) -> list[str]:
    definition = card.topic.definition
    assert card.figure is not None  # noqa: S101  what is compared has both figures
    assert card.city is not None  # noqa: S101
    assert card.against is not None  # noqa: S101
    words = clauses_of(definition.indicator_id).beside(card.against)
    start = voice.t(opening, clause=voice.clause(words, card.figure, definition))
    if voice.easy:
        own, city = (voice.say(each, definition) for each in (card.figure, card.city))
        numbers = voice.t("Here it is {own}. In the whole city it is {city}.", own=own, city=city)
        told = card.against is not Against.LIKE and own != city
        return [_closed(start, voice), *([numbers] if told else [])]
    pair = voice.pair(card.figure, card.city, definition)
    chance = _chance(card.figure, card.city, card.against, voice)
    return [_with_pair(start, pair, voice), *chance]


def _moved(move: Move, voice: Voice) -> list[str]:
    words = clauses_of(move.definition.indicator_id).beside(move.course)
    start = voice.t(
        N_("Compared with {first}, {clause}"),
        first=move.before.period,
        clause=voice.clause(words, move.after, move.definition),
    )
    if voice.easy:
        before, after = (voice.say(each, move.definition) for each in (move.before, move.after))
        numbers = voice.t(
            "In {first} it was {before}. In {last} it was {after}.",
            first=move.before.period,
            before=before,
            last=move.after.period,
            after=after,
        )
        # Tenths of what is alike may differ, and tenths of what differs be the same.
        told = move.course is not Against.LIKE and before != after
        return [_closed(start, voice), *([numbers] if told else [])]
    pair = voice.pair(move.after, move.before, move.definition)
    chance = _chance(move.after, move.before, move.course, voice)
    return [_with_pair(start, pair, voice), *chance]


def _chance(figure: Figure, other: Figure, against: Against, voice: Voice) -> list[str]:
    """Explain two figures that are called alike though anybody sees that they differ."""
    if against is not Against.LIKE or abs(figure.value - other.value) <= MARGIN:
        return []
    return [voice.t("The difference is too small to be sure of.")]


def _with_pair(start: str, pair: str, voice: Voice) -> str:
    return voice.t("{sentence}: {figures}.", sentence=start, figures=pair)


def _closed(start: str, voice: Voice) -> str:
    return voice.t("{sentence}.", sentence=start)


def _people_moved(move: Move, voice: Voice) -> list[str]:
    t, first = voice.t, move.before.period
    total = _people(move.after, voice)
    if move.course is Against.LIKE:
        return [t("About as many people live here as in {first}.", first=first), total]
    more = move.course is Against.HIGHER
    if voice.easy:
        words = (
            t("More people live here than in {first}.", first=first)
            if more
            else t("Fewer people live here than in {first}.", first=first)
        )
        return [words, total]
    n = int(rounded(abs(move.after.value - move.before.value)))
    if more:
        words = t.plural(
            "{n} more person lives here than in {first}.",
            "{n} more people live here than in {first}.",
            n,
            first=first,
        )
    else:
        words = t.plural(
            "{n} fewer person lives here than in {first}.",
            "{n} fewer people live here than in {first}.",
            n,
            first=first,
        )
    return [words, total]


def _people(figure: Figure, voice: Voice) -> str:
    t, n = voice.t, int(rounded(figure.value))
    if voice.easy and n >= HUNDRED:
        # To two figures: 6 412 is about 6 400.
        step = 10 ** (len(str(n)) - 2)
        n = int(rounded(n / step)) * step
        return t("About {n} people lived here in {year}.", year=figure.period, n=t.number(n, 0))
    return t.plural(
        "{n} person lived here in {year}.",
        "{n} people lived here in {year}.",
        n,
        year=figure.period,
    )


def _whom_to_ask(initiative: Initiative, voice: Voice) -> str:
    if initiative.contact:
        return voice.t(
            "Ask {organiser} about {name}: {contact}.",
            organiser=initiative.organisation,
            name=initiative.name,
            contact=initiative.contact,
        )
    return voice.t(
        "Ask {organiser} about {name}.",
        organiser=initiative.organisation,
        name=initiative.name,
    )


def _topic(definition: IndicatorDefinition, t: Translator) -> str:
    words = clauses_of(definition.indicator_id)
    if words is OTHERS:
        return t(words.topic, indicator=definition.name(t.lang))
    return t(words.topic)


def _figures(cards: Sequence[Card]) -> tuple[Figure, ...]:
    return tuple(card.figure for card in cards if card.figure is not None)
