"""Sentences about reach: how many live near, by what reckoning, and what it leaves out."""

from explorer.effort.reach import ROUGH_STEP, STEP, Reach, Within, round_reach
from explorer.effort.subject import Subject
from explorer.i18n import Translator
from explorer.initiatives.reach import Basis, is_exact
from explorer.view import ReachBy
from explorer.workspace import Workspace


def reach_sentences(reach: Reach, subject: Subject, t: Translator) -> list[str]:
    """Say how many live within reach, and how many of those in areas less favourable than the city."""
    if not reach.places:
        return [
            t(
                "None of the initiatives that count and run has a place that is known, so nobody can"
                " be said to live within reach."
            )
        ]
    sentences = [_lead(reach, t)]
    if reach.worse is not None and reach.worse.share is not None and reach.city.share is not None:
        sentences.append(
            t(
                "Of the residents of areas less favourable than the city in “{indicator}” it is"
                " {worse}; of all residents {all}.",
                indicator=subject.definition.name(t.lang),
                worse=share_text(reach.worse, t),
                all=share_text(reach.city, t),
            )
        )
    return sentences


def people_text(within: Within, t: Translator, *, rough: bool) -> str:
    """Begin a sentence with a number of residents, as exactly as it is known."""
    told = round_reach(within.within, rough=rough)
    if not within.within > 0:
        return t("No residents")
    if told == 0:
        return t("Fewer than {n} residents", n=t.number(ROUGH_STEP if rough else STEP, 0))
    return t("About {n} residents", n=t.number(told, 0))


def share_text(within: Within, t: Translator) -> str:
    """Write a share in whole percent; what is neither none nor all is never told as such."""
    share = within.share
    if share is None:
        return t("no figure")
    percent = 100 * share
    if 0 < percent < 0.5:
        return t("under {share}", share=t.percent(1, 0))
    if 99.5 <= percent < 100 - 1e-9:
        return t("over {share}", share=t.percent(99, 0))
    return t.percent(percent, 0)


def reach_notes(reach: Reach, workspace: Workspace, t: Translator) -> list[str]:
    """Say by what reckoning, whom it leaves out, and how exact it is."""
    notes = [_method(reach, workspace, t)]
    if reach.by is ReachBy.LINE:
        notes.append(
            t(
                "A straight line is the shortest way there is: water, railways and roads make the way"
                " on foot longer."
            )
        )
    rough = sum(not is_exact(place) for place in reach.places)
    if rough:
        notes.append(
            t.plural(
                "{n} of {of} points stands for a neighbourhood, since the exact place is not known:"
                " its circle has a broken line, and numbers are rounded to thousands.",
                "{n} of {of} points stand for a neighbourhood, since the exact place is not known:"
                " their circles have broken lines, and numbers are rounded to thousands.",
                rough,
                of=t.number(len(reach.places), 0),
            )
        )
    if reach.one is None and reach.without_place:
        notes.append(
            t.plural(
                "{n} more initiative runs in several places or in the whole city, without a point. It"
                " has no reach and is not in these numbers.",
                "{n} more initiatives run in several places or in the whole city, without a point."
                " They have no reach and are not in these numbers.",
                len(reach.without_place),
            )
        )
    if reach.unknown:
        notes.append(
            t.plural(
                "{n} primary area is left out: nobody knows how many live there.",
                "{n} primary areas are left out: nobody knows how many live there.",
                reach.unknown,
            )
        )
    return notes


def unmet_wish(reach: Reach, subject: Subject, workspace: Workspace, t: Translator) -> str:
    """Say why the initiative that the view names is not the one shown; "" where none is asked for."""
    if not reach.asked:
        return ""
    wished = subject.view.initiative
    every = {each.id: each for each in workspace.register.initiatives}
    if wished not in every:
        return t("There is no initiative “{name}” in the register. All are shown.", name=wished)
    name = every[wished].name
    if any(each.id == wished for each in reach.without_place):
        return t("“{name}” has no point, so it has no reach. All others are shown.", name=name)
    return t("“{name}” is not among those that count here and run. All are shown.", name=name)


def distance_text(distance_m: int, t: Translator) -> str:
    """Write a distance in metres."""
    return t("{n} m", n=t.number(distance_m, 0))


def map_title(reach: Reach, t: Translator) -> str:
    """Name what the numbers of the map are."""
    distance = distance_text(reach.distance_m, t)
    if reach.by is ReachBy.AREAS:
        return t("Share of residents in areas within {distance} (%)", distance=distance)
    return t("Share of residents within {distance} (%)", distance=distance)


def _lead(reach: Reach, t: Translator) -> str:
    words = {
        "people": people_text(reach.city, t, rough=reach.rough),
        "share": share_text(reach.city, t),
        "distance": distance_text(reach.distance_m, t),
    }
    if reach.one is not None:
        words["name"] = reach.one.name
        if reach.by is ReachBy.AREAS:
            return t(
                "{people} live in primary areas that lie within {distance} of “{name}”:"
                " {share} of the city’s residents.",
                **words,
            )
        return t(
            "{people} live within {distance} of “{name}”: {share} of the city’s residents.", **words
        )
    if reach.by is ReachBy.AREAS:
        return t.plural(
            "{people} live in primary areas that lie within {distance} of the {n} initiative"
            " that runs and has a place: {share} of the city’s residents.",
            "{people} live in primary areas that lie within {distance} of one of the {n}"
            " initiatives that run and have a place: {share} of the city’s residents.",
            len(reach.placed),
            **words,
        )
    return t.plural(
        "{people} live within {distance} of the {n} initiative that runs and has a place:"
        " {share} of the city’s residents.",
        "{people} live within {distance} of one of the {n} initiatives that run and have a"
        " place: {share} of the city’s residents.",
        len(reach.placed),
        **words,
    )


def _method(reach: Reach, workspace: Workspace, t: Translator) -> str:
    if reach.basis is Basis.GRID:
        residents = t(
            "Residents by a population grid in the data folder, those of each cell spread evenly over"
            " its land."
        )
        even = residents
    else:
        residents = t("Residents of {period}.", period=workspace.people_period)
        even = t(
            "Residents of {period}, those of each primary area taken as spread evenly over its land.",
            period=workspace.people_period,
        )
    if reach.by is ReachBy.AREAS:
        return t(
            "{residents} Everybody in a primary area counts as soon as a circle touches it.",
            residents=residents,
        )
    return t("{residents} Whoever lives near several counts once.", residents=even)
