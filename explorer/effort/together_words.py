"""Who does it together, in sentences and as a table."""

from collections.abc import Iterable

from explorer.effort.blank_words import doubtful_notes
from explorer.effort.matching import PERCENT
from explorer.effort.together import CITY_KINDS, Together, ranked_kinds
from explorer.i18n import Translator
from explorer.initiatives.model import Initiative, OrganisationType
from explorer.names import ORGANISER_NAMES, TARGET_AREA_NAMES


def lead_sentences(found: Together, t: Translator) -> list[str]:
    """Say how many are partnerships, and how many the city, civil society and business run alone."""
    if found.share is None:
        return [t("No running initiative is counted here.")]
    return [
        t.plural(
            "{partnerships} of {n} running initiative is a partnership ({share}).",
            "{partnerships} of {n} running initiatives are partnerships ({share}).",
            found.total,
            partnerships=t.number(len(found.partnerships), 0),
            share=t.percent(PERCENT * found.share, 0),
        ),
        t(
            "Cooperation between the city, business and civil society is a strategy of its own. The"
            " city alone runs {city}, civil society alone {civil}, business alone {business}.",
            city=t.number(found.of(*CITY_KINDS), 0),
            civil=t.number(found.of(OrganisationType.CIVIL_SOCIETY), 0),
            business=t.number(found.of(OrganisationType.BUSINESS), 0),
        ),
    ]


def note_sentences(found: Together, t: Translator) -> list[str]:
    """Say what a partnership is here, and what the numbers do not tell."""
    notes = [
        t(
            "A partnership is what the register calls so: several organisers run it together. It may"
            " be public bodies alone. The city is its administrations and the companies it owns."
        ),
        t("The numbers count initiatives, not their size, their money or their effect."),
    ]
    return [*notes, *doubtful_notes(found.rule, t)]


def table_rows(found: Together, t: Translator) -> tuple[list[list[str]], list[str]]:
    """
    Write the counts, and their sums.

    Returns
    -------
    rows, total
        A row for each kind of organiser: its name, a count for each target area, and all of them.
    """
    rows = []
    for kind in ranked_kinds(found):
        counts = list(found.counts.loc[kind.value])
        rows.append([t(ORGANISER_NAMES[kind]), *_numbers([*counts, found.of(kind)], t)])
    return rows, [t("All kinds"), *_numbers([*found.by_target_area, found.total], t)]


def partner_cells(initiative: Initiative, t: Translator) -> list[str]:
    """Write a partnership: its name, who runs it as the register words it, and its target area."""
    start = initiative.start_year
    return [
        initiative.name,
        initiative.organisation,
        t(TARGET_AREA_NAMES[initiative.target_area]),
        t("not known") if start is None else str(start),
    ]


def _numbers(counts: Iterable[int], t: Translator) -> list[str]:
    return [t.number(count, 0) for count in counts]
