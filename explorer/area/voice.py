"""How numbers are said in running text: in plain language exactly, in easy language by tenths."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from babel.lists import format_list

from explorer.area.profile import Figure
from explorer.area.standing import is_approximate
from explorer.i18n import LOCALES, Translator
from indicators.definitions import IndicatorDefinition, Kind

THOUSAND: Final = 1000
THOUSANDS: Final = "thousand SEK"
# How many thousands easy language rounds money to.
TENS_OF_THOUSANDS: Final = 10


@dataclass(frozen=True)
class Voice:
    """How numbers are said: in the language of `t`, and in easy language by tenths and round numbers."""

    t: Translator
    easy: bool = False

    def share(self, percent: float, *, approximate: bool) -> str:
        """Say how many of a hundred, or of ten, something is true of; a noun follows."""
        whole = 10 if self.easy else 100
        count = int(rounded(percent * whole / 100))
        if count >= whole:
            return self.t("nearly all")
        if self.easy:
            return self.t("about {n} in 10", n=count) if count else self.t("very few")
        if not count:
            return self.t("fewer than 1 in 100")
        if approximate:
            return self.t("about {n} in 100", n=count)
        return self.t("{n} in 100", n=count)

    def amount(self, value: float, definition: IndicatorDefinition, *, approximate: bool) -> str:
        """Say a value that is no share, with its unit; money in kronor."""
        t = self.t
        if definition.unit != THOUSANDS:
            return t.unit(value, definition.unit, definition.decimals)
        kronor = t.number(self._kronor(value), 0)
        if approximate or self.easy:
            return t("about {n} kronor", n=kronor)
        return t("{n} kronor", n=kronor)

    def say(self, figure: Figure, definition: IndicatorDefinition) -> str:
        """Say a figure by itself."""
        approximate = is_approximate(definition, figure.quality)
        if definition.kind is Kind.SHARE:
            return self.share(figure.value, approximate=approximate)
        return self.amount(figure.value, definition, approximate=approximate)

    def clause(self, text: str, figure: Figure, definition: IndicatorDefinition) -> str:
        """Fill in a clause about a figure."""
        approximate = is_approximate(definition, figure.quality)
        return self.t(
            text,
            share=self.share(figure.value, approximate=approximate),
            value=self.amount(figure.value, definition, approximate=approximate),
            year=figure.period,
            indicator=definition.name(self.t.lang),
        )

    def pair(self, own: Figure, other: Figure, definition: IndicatorDefinition) -> str:
        """Say two figures beside each other, with as many decimals as they bear."""
        t = self.t
        approximate = any(is_approximate(definition, each.quality) for each in (own, other))
        if definition.kind is Kind.SHARE:
            decimals = 0 if approximate else definition.decimals
            first, second = (t.number(each.value, decimals) for each in (own, other))
            if approximate:
                return t("about {own} against {other} percent", own=first, other=second)
            return t("{own} against {other} percent", own=first, other=second)
        if definition.unit == THOUSANDS:
            first, second = (t.number(self._kronor(each.value), 0) for each in (own, other))
            if approximate:
                return t("about {own} against {other} kronor", own=first, other=second)
            return t("{own} against {other} kronor", own=first, other=second)
        first, second = (
            t.unit(each.value, definition.unit, definition.decimals) for each in (own, other)
        )
        return t("{own} against {other}", own=first, other=second)

    def _kronor(self, thousands: float) -> float:
        step = TENS_OF_THOUSANDS if self.easy else 1
        return float(rounded(thousands / step)) * step * THOUSAND


def join_words(words: Sequence[str], t: Translator) -> str:
    """Put words in a row, with an “and” before the last."""
    return str(format_list(words, locale=LOCALES.get(t.lang, t.lang)))


def rounded(value: float) -> Decimal:
    """Round halves away from zero, as `Translator.number` does."""
    return Decimal(repr(float(value))).quantize(Decimal(1), rounding=ROUND_HALF_UP)
