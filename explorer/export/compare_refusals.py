"""Why there is no file of a comparison."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from explorer.i18n import N_, SOURCE, Translator, translator
from explorer.measure_values import refusal_text
from explorer.names import REFUSAL_NAMES
from indicators.measures.groups import MeasureError
from indicators.selection import NotAvailable


class Nothing(StrEnum):
    """Why a part of the page has nothing to write."""

    NO_SECOND = "no-second"
    NO_EARLIER = "no-earlier"
    NO_INDICATORS = "no-indicators"
    NO_AREA = "no-area"
    NO_OWN = "no-own"


NOTHING_SENTENCES: Final[Mapping[Nothing, str]] = {
    Nothing.NO_SECOND: N_(
        "The indicator beside it has no figures on this level. Choose another one, or another level."
    ),
    Nothing.NO_EARLIER: N_(
        "There is no earlier period to compare with. Choose a later period, or another indicator or"
        " level."
    ),
    Nothing.NO_INDICATORS: N_(
        "No headline indicator has figures on this level. Choose another one."
    ),
    Nothing.NO_AREA: N_("Choose an area first: the file holds the areas that are like it."),
    Nothing.NO_OWN: N_("There is no area of one’s own yet. Make one first."),
}


class NothingToCompare(Exception):  # noqa: N818  a refusal with its reason, not a fault
    """The open part of the page has nothing to write; `reason` says why."""

    def __init__(self, reason: Nothing) -> None:
        self.reason = reason
        super().__init__(translator(SOURCE)(NOTHING_SENTENCES[reason]))


REFUSALS: Final = (NothingToCompare, NotAvailable, MeasureError)


def refusal_sentence(error: Exception, t: Translator) -> str:
    """Say in the reader's language why there is no file."""
    if isinstance(error, NothingToCompare):
        return t(NOTHING_SENTENCES[error.reason])
    if isinstance(error, NotAvailable):
        return t("No file: {reason}.", reason=t(REFUSAL_NAMES[error.reason]))
    return refusal_text(str(error), t)
