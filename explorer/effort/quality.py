"""How well the places of the initiatives that count are known, and what a finer level costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.effort.matching import PERCENT
from explorer.effort.reach import offered_initiatives
from explorer.effort.subject import Subject
from explorer.effort.working import counted_initiatives
from explorer.i18n import Translator
from explorer.initiatives.model import Initiative, Precision
from explorer.initiatives.register import codes_of
from explorer.view import EffortPart
from explorer.workspace import Workspace
from geodata.areas import AreaLevel, AreaRegister


@dataclass(frozen=True)
class LocationQuality:
    """
    Initiatives by how exactly their places are known; each stands in one of the four first groups.

    Parameters
    ----------
    exact
        At an address or a place.
    neighbourhood
        Whose point stands for a neighbourhood.
    several
        In several places without a point.
    city_wide
        In the whole city.
    served
        Those among the ones without a point of which at least the served areas are known.
    nowhere
        Those, city-wide ones aside, that are in no area of the level: nobody knows where they run.
    """

    exact: int
    neighbourhood: int
    several: int
    city_wide: int
    served: int
    nowhere: int

    @property
    def counted(self) -> int:
        """All of them."""
        return self.exact + self.neighbourhood + self.several + self.city_wide


def counted_in(workspace: Workspace, subject: Subject) -> tuple[Initiative, ...]:
    """
    Pick the initiatives that the open part of the page counts, in the order of the register.

    They are those that run and count, but for reach from the places of one, and for gaps, where
    those that have ended or are planned have a row as well.
    """
    match subject.view.effort:
        case EffortPart.CLOSING:
            return counted_initiatives(workspace, subject)
        case EffortPart.REACH:
            offered = offered_initiatives(subject)
            one = tuple(each for each in offered if each.id == subject.view.initiative)
            return one or subject.running
        case _:
            return subject.running


def location_quality(
    initiatives: Sequence[Initiative], areas: AreaRegister, level: AreaLevel
) -> LocationQuality:
    """
    Count initiatives by how exactly their places are known.

    One with several places is as exact as the least exact of them: its count in some area hangs on
    that place.
    """
    groups = [_group(each) for each in initiatives]
    pairs = list(zip(initiatives, groups, strict=True))
    return LocationQuality(
        exact=groups.count(Precision.PLACE),
        neighbourhood=groups.count(Precision.AREA),
        several=groups.count(Precision.SEVERAL_PLACES),
        city_wide=groups.count(Precision.CITY_WIDE),
        served=sum(
            group is Precision.SEVERAL_PLACES and bool(each.serves) for each, group in pairs
        ),
        nowhere=sum(
            group is not Precision.CITY_WIDE and not codes_of(each, areas, level)
            for each, group in pairs
        ),
    )


def quality_sentences(
    quality: LocationQuality, t: Translator, *, city_wide: float, level: AreaLevel
) -> tuple[list[str], str]:
    """
    Say how well places are known, and how those without any count.

    Parameters
    ----------
    city_wide
        How much one of the whole city counts in each area, 0–1.

    Returns
    -------
    sentences, note
        The note says what areas finer than the places cost; "" where they are not finer.
    """
    if not quality.counted:
        return [t("No initiative is counted here.")], ""
    sentences = [_shares(quality, t), *_without_place(quality, t, city_wide=city_wide)]
    return sentences, cost_sentence(quality, level, t)


def cost_sentence(quality: LocationQuality, level: AreaLevel, t: Translator) -> str:
    """Say what it costs to count by areas that are finer than the places; "" where they are not."""
    if level is not AreaLevel.PRIMARY_AREA or not quality.neighbourhood:
        return ""
    return t.plural(
        "At primary areas {n} of {all} may stand in the area beside its own, because only its"
        " neighbourhood is known. Choose intermediate areas for counts that hold.",
        "At primary areas {n} of {all} may stand in the area beside their own, because only their"
        " neighbourhood is known. Choose intermediate areas for counts that hold.",
        quality.neighbourhood,
        all=t.number(quality.counted, 0),
    )


def _group(initiative: Initiative) -> Precision:
    """Put an initiative into one of four groups; an address is as exact as a place."""
    places = {place.precision for place in initiative.places}
    if not places:
        city_wide = initiative.location_precision is Precision.CITY_WIDE
        return Precision.CITY_WIDE if city_wide else Precision.SEVERAL_PLACES
    return Precision.AREA if Precision.AREA in places else Precision.PLACE


def _shares(quality: LocationQuality, t: Translator) -> str:
    def share(count: int) -> str:
        return t.percent(PERCENT * count / quality.counted, 0)

    several = t("{share} in several places without a point", share=share(quality.several))
    if quality.served:
        several = t(
            "{share} in several places without a point ({n} counted in every area that it serves)",
            share=share(quality.several),
            n=t.number(quality.served, 0),
        )
    groups = [
        (quality.exact, t("{share} at an address or a place", share=share(quality.exact))),
        (
            quality.neighbourhood,
            t("{share} known only to a neighbourhood", share=share(quality.neighbourhood)),
        ),
        (quality.several, several),
        (quality.city_wide, t("{share} in the whole city", share=share(quality.city_wide))),
    ]
    listed = ", ".join(words for count, words in groups if count)
    return t.plural(
        "Where the {n} initiative counted here runs: {shares}.",
        "Where the {n} initiatives counted here run: {shares}.",
        quality.counted,
        shares=listed,
    )


def _without_place(quality: LocationQuality, t: Translator, *, city_wide: float) -> list[str]:
    parts = []
    if quality.nowhere:
        parts.append(
            t.plural(
                "{n} is counted in no area, because nobody knows which",
                "{n} are counted in no area, because nobody knows which",
                quality.nowhere,
            )
        )
    if quality.city_wide and city_wide:
        parts.append(
            t(
                "city-wide ones count {share} in every area and never at their office",
                share=t.percent(PERCENT * city_wide, 0),
            )
        )
    elif quality.city_wide:
        parts.append(t("city-wide ones count in no area, and never at their office"))
    if not parts:
        return []
    text = "; ".join(parts)
    return [f"{text[0].upper()}{text[1:]}."]
