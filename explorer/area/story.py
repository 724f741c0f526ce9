"""What a minute's reading of one area tells, as facts: which figures, in which order, none made up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Final

import pandas as pd

from explorer.area.profile import Card, Figure, Profile, figure_in
from explorer.area.sheet import Sheet, Topic
from explorer.area.standing import Against, is_approximate, stand_against_before
from explorer.initiatives.model import Initiative, Status
from geodata.areas import Area, AreaLevel
from indicators.definitions import Direction, IndicatorDefinition, Kind

MOST_STRENGTHS: Final = 2
MOST_COMPARED: Final = 2
MOST_EXAMPLES: Final = 3
# Favourable first, then as the city, then what is not compared, then less favourable.
ORDER: Final = {True: 0, None: 1, False: 3}
NOT_COMPARED: Final = 2


@dataclass(frozen=True, eq=False)
class Move:
    """A figure of the area in two periods without a break between them, and what may be said of it."""

    definition: IndicatorDefinition
    before: Figure
    after: Figure
    course: Against

    @property
    def approximate(self) -> bool:
        """Whether the figures are told as “about”."""
        return any(
            is_approximate(self.definition, each.quality) for each in (self.before, self.after)
        )


@dataclass(frozen=True, eq=False)
class Story:
    """
    The facts behind the five passages about an area.

    Parameters
    ----------
    strengths
        What the area has most going for it, at most two, strongest first: shares whose high end is
        the better one, those above the city's first, then those like it; where all lie below, the
        one that is nearest.
    residents
        In the newest period; None without a figure.
    moved
        How the number of residents moved; None where that is not known.
    moves
        How headline indicators moved, in the order of the file.
    compared
        Figures to hold against the city, at most two and none that is told already as long as there
        are others: the one that stands best, then the one that stands least well.
    similar, similar_figure
        The area with the most similar figures, and its figure for the first of those compared.
    running, planned, doubtful
        Initiatives in the area; of the last nobody knows whether they still run.
    nearby, everywhere
        How many run in the areas that border on it, and in the whole city or in several places.
    examples
        Up to three that run here, else nearby, else everywhere: those with a contact first.
    withheld, missing
        Headline indicators whose figure is not shown, and those without one.
    once
        Figures of a single period, so that no change can be seen.
    known
        Ids of all indicators with figures by area.
    """

    area: Area
    strengths: tuple[Card, ...]
    residents: Figure | None
    moved: Move | None
    moves: tuple[Move, ...]
    compared: tuple[Card, ...]
    similar: Area | None
    similar_figure: Figure | None
    running: tuple[Initiative, ...]
    planned: tuple[Initiative, ...]
    doubtful: tuple[Initiative, ...]
    nearby: tuple[Initiative, ...]
    everywhere: tuple[Initiative, ...]
    examples: tuple[Initiative, ...]
    withheld: tuple[IndicatorDefinition, ...]
    missing: tuple[IndicatorDefinition, ...]
    once: tuple[Card, ...]
    known: frozenset[str]


def build_story(sheet: Sheet, profile: Profile, *, known: Iterable[str]) -> Story:
    """
    Pick what is told of an area.

    Parameters
    ----------
    sheet
        The level that the profile is of.
    known
        Ids of the indicators that the table has: themes without any are told as not known.
    """
    code = profile.area.code
    figures = [card for card in profile.cards if card.figure is not None]
    strengths = _strengths(figures)
    moves = [_move(card.topic, code) for card in profile.cards]
    moved = {each.definition.indicator_id for each in moves if each is not None}
    followed = [card for card in figures if card.topic.definition.indicator_id in moved]
    compared = _compared(figures, [*strengths, *followed])
    similar = next(iter(profile.surroundings.similar), None)
    efforts = profile.efforts
    running = _with(efforts.here, Status.RUNNING)
    nearby = _with(efforts.nearby, Status.RUNNING)
    everywhere = _with(efforts.everywhere, Status.RUNNING)
    lacking = [card for card in profile.cards if card.figure is None]
    return Story(
        area=profile.area,
        strengths=strengths,
        residents=None if profile.residents is None else profile.residents.figure,
        moved=None if sheet.residents is None else _move(sheet.residents, code),
        moves=tuple(each for each in moves if each is not None),
        compared=compared,
        similar=similar,
        similar_figure=_figure_of(similar, compared),
        running=running,
        planned=_with(efforts.here, Status.PLANNED),
        doubtful=_with(efforts.here, Status.UNKNOWN),
        nearby=nearby,
        everywhere=everywhere,
        examples=_examples(running or nearby or everywhere),
        withheld=tuple(card.topic.definition for card in lacking if card.withheld),
        missing=(
            *(card.topic.definition for card in lacking if not card.withheld),
            *sheet.absent,
        ),
        once=tuple(
            card
            for card, move in zip(profile.cards, moves, strict=True)
            if move is None and card.figure is not None
        ),
        known=frozenset(known),
    )


def lead_of(card: Card) -> float:
    """
    Say how far an area's figure is from the city's towards the better end, in standard deviations.

    NaN where one of them is not known or nothing is better.
    """
    better_high, spread = card.topic.higher_is_better, card.topic.spread
    if card.figure is None or card.city is None or better_high is None or not spread > 0:
        return nan
    ahead = (card.figure.value - card.city.value) / spread
    return ahead if better_high else -ahead


def _standing(card: Card) -> tuple[int, float]:
    """Sort key: what stands best first."""
    lead = lead_of(card)
    place = NOT_COMPARED if card.against is None else ORDER[card.favourable]
    return place, -lead if isfinite(lead) else 0.0


def _strengths(cards: Sequence[Card]) -> tuple[Card, ...]:
    high = [
        card
        for card in cards
        if card.topic.definition.kind is Kind.SHARE and card.topic.higher_is_better
    ]
    ranked = sorted(high, key=_standing)
    # What lies below the city is no strength; where all does, the nearest says how it is.
    strong = [card for card in ranked if card.favourable is not False]
    return tuple((strong or ranked[:1])[:MOST_STRENGTHS])


def _compared(cards: Sequence[Card], told: Sequence[Card]) -> tuple[Card, ...]:
    comparable = [
        card
        for card in cards
        if card.against is not None and card.topic.definition.direction is not Direction.CONTEXT
    ]
    fresh = [card for card in comparable if card not in told]
    ranked = sorted(fresh if len(fresh) >= MOST_COMPARED else comparable, key=_standing)
    return tuple(ranked if len(ranked) <= MOST_COMPARED else (ranked[0], ranked[-1]))


def _move(topic: Topic, code: str) -> Move | None:
    change = topic.change
    if change is None:
        return None
    row = change.frame.loc[code]
    before, after = (figure_in(topic.series[each], code) for each in (change.first, change.last))
    if before is None or after is None or pd.isna(row["change"]):
        return None
    definition = topic.definition
    worse = after if is_approximate(definition, after.quality) else before
    course = stand_against_before(
        definition, before.value, after.value, error=float(row["error"]), quality=worse.quality
    )
    return Move(definition, before, after, course)


def _figure_of(similar: Area | None, compared: Sequence[Card]) -> Figure | None:
    if similar is None or not compared:
        return None
    return figure_in(compared[0].topic.selected, similar.code)


def _with(initiatives: Iterable[Initiative], status: Status) -> tuple[Initiative, ...]:
    return tuple(each for each in initiatives if each.status is status)


def _examples(initiatives: Sequence[Initiative]) -> tuple[Initiative, ...]:
    """Those whom one can ask come first, else the order of the register."""
    return tuple(sorted(initiatives, key=lambda each: not each.contact)[:MOST_EXAMPLES])


def is_whole_city(story: Story) -> bool:
    """Whether the story is of the city itself, which has nothing to be held against."""
    return story.area.level is AreaLevel.MUNICIPALITY
