"""What reports of goal attainment say, in sentences."""

from collections.abc import Sequence

from explorer.i18n import Translator
from explorer.initiatives.kept import Attainment, Level
from explorer.names import TARGET_AREA_NAMES
from explorer.register_words import ATTAINMENT_NAMES, WHOLE_PROGRAMME


def attainment_sentences(reports: Sequence[Attainment], t: Translator) -> list[str]:
    """
    Say what the reports of the newest year come to, level by level.

    Bodies are added up where their number is known; where it is not, that is said. A report by a
    single body is told by its name, and never counted among the others.
    """
    if not reports:
        return [t("There is no report of goal attainment yet.")]
    year = max(each.year for each in reports)
    newest = [each for each in reports if each.year == year]
    told = [part for level in Level for part in _of_level(newest, level, t)]
    return [t("For {year}: {reports}.", year=year, reports="; ".join(told))]


def subject_text(report: Attainment, t: Translator) -> str:
    """Name the target area that a report is about."""
    area = report.target_area
    return t(WHOLE_PROGRAMME) if area is None else t(TARGET_AREA_NAMES[area])


def bodies_text(report: Attainment, t: Translator) -> str:
    """Say how many stand behind a report."""
    return t("not known") if report.bodies is None else t.number(report.bodies, 0)


def _of_level(reports: Sequence[Attainment], level: Level, t: Translator) -> list[str]:
    here = [each for each in reports if each.level is level]
    several = sum(each.bodies for each in here if each.bodies is not None and each.bodies > 1)
    name = t(ATTAINMENT_NAMES[level])
    found = []
    if several:
        found.append(
            t.plural(
                "{n} committee or board reports {level}",
                "{n} committees and boards report {level}",
                several,
                level=name,
            )
        )
    found += [
        t("{body}: {level}, their number not known", body=each.body, level=name)
        for each in here
        if each.bodies is None
    ]
    found += [t("{body}: {level}", body=each.body, level=name) for each in here if each.bodies == 1]
    return found
