"""What an import would do, in words and as rows of tables."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from explorer.i18n import Translator
from explorer.initiatives.draft import Draft
from explorer.names import TARGET_AREA_NAMES
from explorer.register_words import COLUMN_NAMES, value_text
from geodata.areas import AreaLevel, AreaRegister

# A text in a table; the whole of it stands in the file.
MOST_LETTERS: Final = 160


class Tally(NamedTuple):
    """How many rows of a file are what; only `problems` keeps anything from being written."""

    new: int
    changed: int
    unchanged: int
    problems: int
    warnings: int


def tally(draft: Draft) -> Tally:
    """Count the rows of a draft, and what is wrong in them."""
    errors = sum(each.severity == "error" for each in draft.problems)
    return Tally(
        len(draft.new),
        len(draft.changed),
        len(draft.unchanged),
        errors,
        len(draft.problems) - errors,
    )


def draft_sentences(draft: Draft, t: Translator) -> list[str]:
    """Say what would be done, or why nothing can be."""
    counts = tally(draft)
    sentences = []
    if counts.problems:
        sentences.append(
            t(
                "Nothing can be imported while something is wrong: all rows go in together, or none."
                " Mend the file and choose it again."
            )
        )
    elif draft.writes:
        sentences.append(t("Rows that the file does not have stay in the register as they are."))
    else:
        sentences.append(t("The register has all of this already."))
    if counts.warnings:
        sentences.append(
            t.plural(
                "{n} remark hinders nothing.",
                "{n} remarks hinder nothing.",
                counts.warnings,
            )
        )
    return sentences


def new_rows(draft: Draft, t: Translator) -> list[list[str]]:
    """List those that are new: name, organiser, target area, place."""
    return [
        [each.name, each.organisation, t(TARGET_AREA_NAMES[each.target_area]), each.place]
        for each in draft.new
    ]


def difference_rows(draft: Draft, areas: AreaRegister, t: Translator) -> list[list[str]]:
    """List each cell that would change: initiative, column, before, after."""
    names = {each.id: each.name for each, _ in draft.changed}
    rows = []
    for each in draft.differences:
        before, after = (
            value_text(each.column, text, areas, t) for text in (each.before, each.after)
        )
        if before == after:
            # Two places of one name: only the cells themselves tell them apart.
            before, after = each.before, each.after
        column = t(COLUMN_NAMES[each.column])
        rows.append([names[each.record_id], column, shorten(before), shorten(after)])
    return rows


def derived_rows(draft: Draft, areas: AreaRegister, t: Translator) -> list[list[str]]:
    """List the primary areas that come from a position: row, place, area."""
    return [
        [
            row_text(each.number, t),
            each.label or each.record_id,
            f"{areas.name(AreaLevel.PRIMARY_AREA, each.primary_area_code)}"
            f" ({each.primary_area_code})",
        ]
        for each in draft.derived
    ]


def row_text(number: int | None, t: Translator) -> str:
    """Say which row of the file is meant, or the file as a whole."""
    return t("The file") if number is None else t("Row {n}", n=number)


def shorten(text: str) -> str:
    """Keep the beginning of a long text."""
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


def cut_rows(
    rows: Sequence[list[str]], most: int, t: Translator
) -> tuple[Sequence[list[str]], list[str]]:
    """Keep the first rows of a table, and say how many are left out."""
    if len(rows) <= most:
        return rows, []
    left = len(rows) - most
    return rows[:most], [t.plural("… and {n} more row.", "… and {n} more rows.", left)]
