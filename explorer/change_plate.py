"""A map of change: diverging around none, with what lies within the uncertainty drawn as such."""

from dataclasses import dataclass, fields
from typing import Final

import pandas as pd

from explorer.change import Change, ChangeKind, Z
from explorer.i18n import Translator
from explorer.legend import DIFFERENCE_UNIT_WORDS
from explorer.narrative import LEVEL_WORDS, period_text
from explorer.palette import colours as scale_colours
from explorer.plates import Plate, PlateSubject, PlateWords, plate_of_numbers
from explorer.scale import Scale, build_scale
from explorer.view import Scheme, Show
from indicators.definitions import Direction

CLASSES: Final = 5
# Where neither end is the better one: blue-grey for more, olive for less, from none outwards. Blue
# and yellow stay apart where red and green do not.
MORE: Final = ("#e9e7ea", "#8fa9b8", "#2c5266")
LESS: Final = ("#e9e7ea", "#bab77a", "#625f1c")
MORE_DARK: Final = ("#3c444b", "#64889b", "#b4d6e4")
LESS_DARK: Final = ("#3c444b", "#84834f", "#d8d68c")
# The ground under the dots, on light and on dark paper.
WITHIN_GROUND: Final = ("#f4f2ee", "#232d34")


@dataclass(frozen=True, eq=False)
class ChangePlate(Plate):
    """
    A map of change.

    Parameters
    ----------
    dotted
        The class that is drawn with dots and stands apart in the legend; None without one.
    margins
        Half of each change's 95% interval by area_code, NaN where not known; None where no area's is.
    note
        What the legend says of the uncertainty, "" for nothing.
    """

    dotted: int | None = None
    margins: pd.Series | None = None
    note: str = ""


def change_words(change: Change, t: Translator) -> PlateWords:
    """Write what stands at a map of change."""
    definition = change.definition
    unit = t(DIFFERENCE_UNIT_WORDS[definition.unit])
    told = {"first": period_text(change.first), "last": period_text(change.last)}
    ends = (t("less favourable than before"), t("more favourable than before"))
    return PlateWords(
        title=t("Change from {first} to {last} ({unit})", unit=unit, **told),
        caption=t(
            "{indicator}, change from {first} to {last}, {level}",
            indicator=definition.name(t.lang),
            level=t(LEVEL_WORDS[change.level]),
            **told,
        ),
        unit=unit,
        decimals=definition.decimals,
        ends={
            Direction.HIGHER_BETTER: ends,
            Direction.LOWER_BETTER: ends[::-1],
            Direction.CONTEXT: None,
        }[definition.direction],
    )


def plate_of_change(change: Change, words: PlateWords, t: Translator) -> ChangePlate:
    """
    Make a map of a change in five classes with round steps about none.

    Purple lies towards the better end and orange towards the other one, whichever is higher; for
    context blue-grey is more and olive is less. Changes within their uncertainty are in a class of
    their own, whatever their size; it is there as soon as the uncertainty of one area is known.
    Changes whose uncertainty is not known are drawn by their size, and the note says so.
    """
    frame = change.frame
    plain = plate_of_numbers(
        frame["change"],
        about=PlateSubject("change", change.level, change.definition.indicator_id),
        words=words,
        t=t,
        diverging=True,
        classes=CLASSES,
    )
    scale = build_scale(
        frame["change"],
        scheme=Scheme.CITY,
        classes=CLASSES,
        centre=0.0,
        show=Show.DIFFERENCE,
    )
    parts = {each.name: getattr(plain, each.name) for each in fields(Plate)}
    parts |= {
        name: _colours(scale, change.definition.direction, dark=dark)
        for name, dark in (("light", False), ("dark", True))
    }
    if not change.certain:
        return ChangePlate(**parts, note=_note(change, t))
    dotted = scale.classes
    labels = plain.labels if dotted > 1 else (t("the other areas"),)
    within = frame["kind"] == ChangeKind.WITHIN
    parts |= {
        "labels": (*labels, t("within the uncertainty of the figures")),
        "classes": plain.classes.mask(within, dotted),
        "light": (*parts["light"], WITHIN_GROUND[0]),
        "dark": (*parts["dark"], WITHIN_GROUND[1]),
    }
    return ChangePlate(**parts, dotted=dotted, margins=Z * frame["error"], note=_note(change, t))


def _note(change: Change, t: Translator) -> str:
    if not change.frame["change"].notna().any():
        return ""
    if not change.certain:
        return t("How uncertain these changes are is not known.")
    unknown = len(change.of_kind(ChangeKind.NOT_KNOWN))
    if not unknown:
        return ""
    return t.plural(
        "For {n} area the uncertainty is not known. It is drawn by the size of its change.",
        "For {n} areas the uncertainty is not known. They are drawn by the size of their change.",
        unknown,
        n=unknown,
    )


def _colours(scale: Scale, direction: Direction, *, dark: bool) -> tuple[str, ...]:
    if direction is not Direction.CONTEXT or scale.middle is None:
        return scale_colours(scale, direction=direction, dark=dark)
    less, more = (LESS_DARK, MORE_DARK) if dark else (LESS, MORE)
    distances = [place - scale.middle for place in range(scale.classes)]
    # Beside a single class none may lie half a class away; it is one step from it.
    return tuple(
        (less if distance < 0 else more)[int(abs(distance) + 0.5)] for distance in distances
    )
