"""Text, numbers and dates in the language of the page; English is the source (reads catalogues)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Final, Literal

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

SOURCE: Final = "en"
DOMAIN: Final = "explorer.po"
LANGUAGE_NAMES: Final = {"sv": "Svenska", "en": "English"}
# English is the British one: 23 November 2026.
LOCALES: Final = {"en": "en_GB"}
MINUS: Final = "−"
Direction = Literal["ltr", "rtl"]


def N_(message: str) -> str:  # noqa: N802  gettext's own name for it
    """Mark a text for translation that is translated later, where it is shown."""
    return message


# A value with its unit. Things that can be counted have a form for one besides, see `Translator`.
UNITS: Final = {
    "percent": N_("{n}%"),
    "thousand SEK": N_("SEK {n} thousand"),
    "SEK/year": N_("SEK {n} a year"),
}


# Where catalogues are looked for: a language is a file LANGUAGE/LC_MESSAGES/explorer.po in one of them.
FOLDERS: list[Traversable] = [files("explorer") / "locales"]


@cache
def languages() -> tuple[str, ...]:
    """Languages of the interface, Swedish first: English and every catalogue there is."""
    found = {
        each.name for folder in FOLDERS for each in folder.iterdir() if _file(folder, each.name)
    }
    return tuple(sorted({SOURCE, *found}, key=lambda each: (each != "sv", each)))


def language_name(lang: str) -> str:
    """Give a language's name in that language, as those who read it look for it."""
    if lang in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[lang]
    name = Locale.parse(lang).get_language_name(lang) or lang
    return name[:1].upper() + name[1:]


def load_catalogue(lang: str) -> Catalog:
    """Read the catalogue of a language; an empty one for the source."""
    found = [path for folder in FOLDERS if (path := _file(folder, lang)) is not None]
    if not found:
        return Catalog(locale=lang)
    with found[0].open("rb") as stream:
        return read_po(stream, locale=lang)


@dataclass(frozen=True)
class Translator:
    """
    Writes in one language; call it with an English text and the values for its {names}.

    A text without a translation is shown in English, and so is one whose translation asks for a
    value that the English text does not have.
    """

    lang: str
    _texts: NullTranslations = field(repr=False, compare=False)

    @property
    def direction(self) -> Direction:
        """Which way the language is written."""
        return "rtl" if Locale.parse(_locale(self.lang)).text_direction == "rtl" else "ltr"

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate and fill in; a text without values is left as it is, braces and all."""
        # gettext keeps the catalogue's header under the empty text.
        text = self._texts.gettext(message) if message else ""
        return _fill(text, message, values) if values else text

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Translate the form for a number, and fill in; {n} is the number unless it is given."""
        values = {"n": self.number(n, 0), **values}
        return _fill(self._texts.ngettext(one, many, n), one if n == 1 else many, values)

    def number(self, value: float, decimals: int | None, *, signed: bool = False) -> str:
        """
        Write a number with grouping and a true minus sign.

        Halves are rounded away from zero, as people, spreadsheets and browsers do it.

        Parameters
        ----------
        decimals
            How many are shown; None shows as many as it has, at most ten.
        signed
            Whether a plus stands before a positive one. What is rounded to zero has no sign.

        Raises
        ------
        ValueError
            If the value is not a finite number: what is missing has words of its own.
        """
        exact = Decimal(repr(float(value)))
        if not exact.is_finite():
            raise ValueError(f"Only finite numbers can be written, not {value!r}.")
        places = 10 if decimals is None else decimals
        size = _round(abs(exact), places)
        shown = "0" * places if decimals is not None else "#" * places
        pattern = f"#,##0.{shown}".removesuffix(".")
        text = str(format_decimal(size, format=pattern, locale=_locale(self.lang)))
        if not size:
            return text
        return MINUS + text if exact < 0 else "+" * signed + text

    def percent(self, value: float, decimals: int, *, signed: bool = False) -> str:
        """Write a share given in percent, 0 to 100."""
        return self.unit(value, "percent", decimals, signed=signed)

    def unit(self, value: float, unit: str, decimals: int, *, signed: bool = False) -> str:
        """
        Write a value with its unit.

        Parameters
        ----------
        unit
            A unit of an indicator, or "percentage points"; any other is put after the number.
        """
        n = self.number(value, decimals, signed=signed)
        # The form for one belongs to what is shown: 0.96 pupils is “1 pupil”, 1.0 points are many.
        one = n.lstrip("+" + MINUS) == "1"
        # Languages with more forms than two choose by the whole number; 1.4 is not one either.
        whole = round(abs(value))
        count = 1 if one else 2 if whole == 1 else whole
        match unit:
            case "persons":
                return self.plural("{n} resident", "{n} residents", count, n=n)
            case "pupils":
                return self.plural("{n} pupil", "{n} pupils", count, n=n)
            case "reports":
                return self.plural("{n} report", "{n} reports", count, n=n)
            case "percentage points":
                return self.plural("{n} percentage point", "{n} percentage points", count, n=n)
        return self(UNITS[unit], n=n) if unit in UNITS else f"{n} {unit}"

    def date(self, day: date) -> str:
        """Write a date with the month in words."""
        return str(format_date(day, format="long", locale=_locale(self.lang)))


@cache
def translator(lang: str) -> Translator:
    """Return the translator of a language; English for one that is not there."""
    chosen = lang if lang in languages() else SOURCE
    return Translator(chosen, compile_catalogue(load_catalogue(chosen)))


def compile_catalogue(catalogue: Catalog) -> NullTranslations:
    """Make a catalogue ready for use; entries without a translation, or a doubtful one, are left out."""
    for message in list(catalogue):
        # An untranslated plural would count as translated, with empty texts.
        if message.id and not (isinstance(message.string, str) or all(message.string or ("",))):
            catalogue.delete(message.id)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _file(folder: Traversable, lang: str) -> Traversable | None:
    path = folder / lang / "LC_MESSAGES" / DOMAIN
    return path if path.is_file() else None


def _locale(lang: str) -> str:
    return LOCALES.get(lang, lang)


def _fill(text: str, source: str, values: dict[str, object]) -> str:
    try:
        return text.format(**values)
    except (KeyError, IndexError, ValueError):
        return source.format(**values)


def _round(value: Decimal, decimals: int) -> Decimal:
    # `quantize` refuses more digits than its context has; floats this large are whole numbers.
    if value.adjusted() > 15:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
