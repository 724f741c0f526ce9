"""Blank spots in sentences: how many and where, what the table is made by, what its gaps are of."""

from typing import Final

from explorer.effort.blank_table import dated_name
from explorer.effort.blanks import LARGE, Blanks
from explorer.effort.matching import Rule
from explorer.heat import STEPS
from explorer.i18n import Translator
from explorer.names import TARGET_AREA_NAMES
from explorer.workspace import Workspace

# Areas that are named before the rest is only counted.
NAMED: Final = 5


def lead_sentences(blanks: Blanks, t: Translator) -> list[str]:
    """Say how many blank spots there are, in which areas, and how sure that is."""
    rows, spots = blanks.blank_rows, blanks.spots
    if not spots:
        return [t("No area has a large gap where nothing runs or is planned.")]
    sentences = [
        t(
            "{spots} in {areas}, where the gap is large and nothing runs or is planned: {names}.",
            spots=t.plural("{n} blank spot", "{n} blank spots", len(spots)),
            areas=t.plural("{n} area", "{n} areas", len(rows)),
            names=list_names([row.name for row in rows], t),
        )
    ]
    if unsure := sum(bool(cell.doubtful) for cell in spots):
        sentences.append(
            t.plural(
                "In {n} of them the register has initiatives of which nobody knows whether they"
                " still run.",
                "In {n} of them the register has initiatives of which nobody knows whether they"
                " still run.",
                unsure,
            )
        )
    return sentences


def list_names(names: list[str], t: Translator) -> str:
    """Name areas, a few of them where they are many; a single one left over is named as well."""
    if len(names) <= NAMED + 1:
        return ", ".join(names)
    listed, more = ", ".join(names[:NAMED]), len(names) - NAMED
    return t.plural("{areas} and {n} other area", "{areas} and {n} other areas", more, areas=listed)


def note_sentences(blanks: Blanks, t: Translator) -> list[str]:
    """Say what the table is made by: what is large, what stands for what, what is not in a cell."""
    large = t.number(LARGE, None)
    steps = [t.number(step, None) for step in STEPS]
    notes = [
        t(
            "A gap is large from {large} standard deviation of the areas from the city on, on the less"
            " favourable side; tones begin at {first}, {second} and {third}. Areas with most blank"
            " spots stand first, then those with the largest gap.",
            large=large,
            first=steps[0],
            second=steps[1],
            third=steps[2],
        ),
        *_standing_notes(blanks, t),
        *doubtful_notes(blanks.rule, t),
    ]
    if blanks.unjudged:
        notes.append(
            t.plural(
                "{n} cell has no figure: nobody knows whether there is a gap, and it is not counted"
                " as a blank spot.",
                "{n} cells have no figure: nobody knows whether there is a gap, and they are not"
                " counted as blank spots.",
                blanks.unjudged,
            )
        )
    notes.append(
        t(
            "The register holds what public pages tell: where it has nothing, something may still"
            " run. A gap beside an initiative says nothing of its effect."
        )
    )
    return notes


def doubtful_notes(rule: Rule, t: Translator) -> list[str]:
    """Say that initiatives count of which nobody knows whether they still run, where they do."""
    if not rule.doubtful:
        return []
    return [t("Those of which nobody knows whether they still run count as running here.")]


def indicator_rows(workspace: Workspace, blanks: Blanks, t: Translator) -> list[list[str]]:
    """
    Say what the gaps are of: a row for each target area that an indicator stands for.

    Returns
    -------
    rows
        Target area, indicator with its period, what it counts with what to know, and its sources.
    """
    rows = []
    for column in blanks.columns:
        if (standing := column.standing) is None:
            continue
        definition = standing.definition
        names = dict.fromkeys((*standing.selected.source_ids, standing.city.source_id))
        sources = [workspace.table.sources[each] for each in names if each]
        rows.append(
            [
                t(TARGET_AREA_NAMES[column.target_area]),
                dated_name(standing, t),
                " ".join(filter(None, (definition.description(t.lang), definition.caveat(t.lang)))),
                "; ".join(dict.fromkeys(f"{each.publisher}: {each.title}" for each in sources)),
            ]
        )
    return rows


def _standing_notes(blanks: Blanks, t: Translator) -> list[str]:
    """Say which indicators stand for several target areas, and which target areas have none."""
    shared: dict[str, list[str]] = {}
    without = []
    for column in blanks.columns:
        name = t(TARGET_AREA_NAMES[column.target_area])
        if column.standing is None:
            without.append(name)
        else:
            shared.setdefault(column.standing.definition.name(t.lang), []).append(name)
    notes = [
        t(
            "“{indicator}” stands for several target areas: {areas}. There are no other figures with a"
            " better end.",
            indicator=indicator,
            areas=", ".join(names),
        )
        for indicator, names in shared.items()
        if len(names) > 1
    ]
    if without:
        listed = ", ".join(without)
        notes.append(
            t("No indicator with a better end stands for {areas}: no colour.", areas=listed)
        )
    return notes
