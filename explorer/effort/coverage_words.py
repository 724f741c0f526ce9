"""Coverage in words: the sentence, and what to know before it is read."""

from collections.abc import Sequence

from explorer.effort.coverage import Coverage, Covered, TargetCoverage, YearCoverage
from explorer.effort.need_words import rounded_people, unknown_people
from explorer.effort.subject import Subject
from explorer.i18n import Translator
from explorer.names import LEVEL_NAMES
from explorer.narrative import period_text
from explorer.workspace import POPULATION, Workspace
from indicators.selection import Selection, select


def coverage_sentence(coverage: Coverage, t: Translator) -> str:
    """Say how many live where a matching initiative runs, in need and of all."""
    everyone = coverage.everyone.percent
    if everyone is None:
        return t("Nobody knows how many live in these areas, so coverage cannot be told.")
    told = {"everyone": t.percent(everyone, 0)}
    if coverage.need is None:
        return t("Of all residents, {everyone} live where a matching initiative runs.", **told)
    if coverage.need.percent is None:
        return t(
            "Nobody lives in an area less favourable than the city. Of all residents, {everyone} live"
            " where a matching initiative runs.",
            **told,
        )
    return t(
        "Of the {people} who live in areas less favourable than the city, {need} live where a matching"
        " initiative runs; of all residents {everyone}.",
        people=rounded_people(coverage.need.people, t),
        need=t.percent(coverage.need.percent, 0),
        **told,
    )


def coverage_notes(workspace: Workspace, subject: Subject, t: Translator) -> list[str]:
    """Say whose residents these are, what they do not tell, and what the level does to them."""
    notes = [
        t(
            "To live where an initiative runs is not to be reached by it. The larger the areas, the"
            " more residents count as covered: here they are {level}.",
            level=t(LEVEL_NAMES[subject.level]).lower(),
        )
    ]
    if sources := people_sources(workspace, subject):
        period = period_text(workspace.people_period)
        notes.append(t("Residents: {sources}, {period}.", sources=sources, period=period))
    if unknown := int(subject.people.isna().sum()):
        notes.append(unknown_people(unknown, t))
    return notes


def year_notes(years: Sequence[YearCoverage], t: Translator) -> list[str]:
    """Say what the years rest on."""
    periods = list(dict.fromkeys(period_text(each.period) for each in years if each.period))
    notes = [
        t(
            "The register holds few initiatives that have ended, so earlier years look emptier than"
            " they may have been. “Today” counts by the status in the register, also those whose start"
            " is not known."
        )
    ]
    if len(periods) == 1:
        notes.insert(
            0,
            t(
                "Which areas are less favourable is told by the figures for {period} in every year;"
                " residents are the newest throughout.",
                period=periods[0],
            ),
        )
    elif periods:
        notes.insert(
            0,
            t(
                "Which areas are less favourable is told by the figures nearest to each year"
                " ({periods}); residents are the newest throughout.",
                periods=", ".join(periods),
            ),
        )
    return notes


def measured_by(each: TargetCoverage, workspace: Workspace, t: Translator) -> str:
    """Name the figures that a target area's need is told by."""
    if each.selected is None:
        return t("no figures")
    selection = each.selected.selection
    name = workspace.table.definitions[selection.indicator_id].name(t.lang)
    return t("{indicator}, {period}", indicator=name, period=period_text(selection.period))


def share_text(covered: Covered | None, t: Translator) -> str:
    """Write a share; in words where there is no figure, or nobody."""
    if covered is None:
        return t("no figure")
    return t("nobody lives there") if covered.percent is None else t.percent(covered.percent, 0)


def span_text(least: Covered | None, most: Covered | None, t: Translator) -> str:
    """Write from what at least to what at most; one share where they are the same."""
    low, high = share_text(least, t), share_text(most, t)
    return low if low == high else t("{low} to {high}", low=low, high=high)


def people_sources(workspace: Workspace, subject: Subject) -> str:
    """Name where the residents come from, publisher and title; "" where nobody knows how many there are."""
    if not workspace.people_period or POPULATION not in workspace.table.definitions:
        return ""
    selection = Selection(POPULATION, subject.level, workspace.people_period)
    selected = select(workspace.table, workspace.areas, selection)
    sources = [workspace.table.sources[each] for each in selected.source_ids]
    return "; ".join(
        each.title if each.title.startswith(each.publisher) else f"{each.publisher}: {each.title}"
        for each in sources
    )
