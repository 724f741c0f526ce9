"""
What there is to translate, and what lacks a translation (reads; as a command it writes the catalogues).

`python -m explorer.catalogues` lists the texts of the interface that a language lacks and appends them,
empty, to its catalogue in `explorer/locales`.
"""

import sys
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from explorer.i18n import DOMAIN, SOURCE, languages, load_catalogue
from geodata.problems import HINTS

METHODS: Final = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
# t("…") and _("…") translate at once, N_("…") marks a text for later; plural takes two forms.
KEYWORDS: Final = {"t": None, "_": None, "N_": None, "plural": (1, 2)}

Message = str | tuple[str, str]


def messages() -> tuple[Message, ...]:
    """List every text of the interface, in English; a pair where it has a singular and a plural."""
    found: dict[Message, None] = {}
    root = Path(str(files("explorer")))
    for _file, _line, message, *_rest in extract_from_dir(
        root, method_map=METHODS, keywords=KEYWORDS, strip_comment_tags=True
    ):
        found[message if isinstance(message, str) else (message[0], message[1])] = None
    for hint in HINTS.values():
        found[hint] = None
    return tuple(found)


def placeholders(text: str) -> frozenset[str]:
    """
    Names in braces that a text is filled in with.

    Raises
    ------
    ValueError
        If the braces are not in pairs.
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def faults(catalogue: Catalog, wanted: Iterable[Message] | None = None) -> Iterator[str]:
    """
    Say what a catalogue lacks.

    Texts without a translation or with a doubtful one ("fuzzy"), without a form for one and for
    many, and translations with other names in braces than the text has. A form for one may leave
    out what the form for many has ("one area").

    Parameters
    ----------
    wanted
        Texts that a catalogue has to have; without it those of the interface.
    """
    for message in messages() if wanted is None else wanted:
        sources = (message,) if isinstance(message, str) else message
        entry = catalogue.get(sources[0])
        found = () if entry is None or entry.fuzzy else entry.string
        texts = (found,) if isinstance(found, str) else tuple(found or ())
        if not texts or not all(texts):
            yield f"no translation: {sources[0]!r}"
            continue
        if (len(sources) == 1) != isinstance(found, str):
            forms = "one form" if len(sources) == 1 else "a form for one and a form for many"
            yield f"needs {forms}: {sources[0]!r}"
            continue
        allowed = placeholders(sources[0]) | placeholders(sources[-1])
        for text in texts:
            needed = placeholders(sources[-1]) if text is texts[-1] else frozenset()
            if not _is_filled_in(text, needed, allowed):
                yield f"names in braces differ: {sources[0]!r} -> {text!r}"


def _is_filled_in(text: str, needed: frozenset[str], allowed: frozenset[str]) -> bool:
    try:
        return needed <= placeholders(text) <= allowed
    except ValueError:
        return False


def append_missing(lang: str) -> int:
    """Append the texts that a language lacks to its catalogue, empty; return how many."""
    catalogue = load_catalogue(lang)
    missing = [
        each for each in messages() if (each if isinstance(each, str) else each[0]) not in catalogue
    ]
    for message in missing:
        catalogue.add(message)
    path = Path(str(files("explorer") / "locales" / lang / "LC_MESSAGES" / DOMAIN))
    with path.open("wb") as stream:
        write_po(stream, catalogue, width=100, omit_header=False, sort_output=False)
    return len(missing)


if __name__ == "__main__":
    for language in languages():
        if language != SOURCE:
            added = append_missing(language)
            sys.stdout.write(f"{language}: {added} texts added without a translation\n")
            for fault in faults(load_catalogue(language)):
                sys.stdout.write(f"  {fault}\n")
