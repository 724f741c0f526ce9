"""
A third language needs only a translation file, and leaves no text of the interface in English.

The app runs in a made-up language whose texts are all in ⟦brackets⟧. What stands outside of them was not
translated, so it has to be a number or come from the data.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from html import unescape
from typing import Any

import pandas as pd
import pytest
from babel.dates import get_month_names
from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped]  # it has no types
from streamlit.testing.v1 import AppTest

from explorer import easy, i18n
from explorer.catalogues import faults, placeholders
from explorer.initiatives.attainment_rows import load_attainments
from explorer.ui.app import PAGES, load
from explorer.view import ComparePart, EffortPart, GapPart, RegisterPart
from indicators.gaps import MEASURES
from tests.app.conftest import OpenApp
from tests.app.test_explore import query_of
from tests.pseudo import CLOSE, LONG, OPEN, RIGHT_TO_LEFT, pseudo_text, write_pseudo

VIEWS = [
    *({"page": page} for page in PAGES),
    {"page": "map", "area": "306,105"},
    {"page": "map", "period": "2018", "level": "city_area", "show": "values"},
    {"page": "area", "area": "306"},
    {"page": "area", "area": "516"},
    {"page": "area", "area": "1480", "level": "municipality"},
    *({"page": "gaps", "part": part.value} for part in GapPart),
    *({"page": "compare", "compare": part.value, "area": "306,105"} for part in ComparePart),
    *({"page": "effort", "effort": part.value} for part in EffortPart),
    *({"page": "initiatives", "register": part.value} for part in RegisterPart),
    {"page": "initiatives", "initiative": "familjecentral-sandarna"},
    {"page": "initiatives", "initiative": "nobody"},
    {"page": "map", "indicator": "nothing"},
]
# What a visitor sees or hears of a widget, a chart or the map's frame, by the names they are sent by.
SHOWN = {"label", "options", "content", "help", "placeholder", "body", "caption"}
SHOWN_ON_MAPS = {"name", "pattern", "legend", "ends", "caption", "labels", "label", "words"}
SHOWN_IN_CHARTS = {"title", "text", "description"}
JOINTS = re.compile(r"(?:^|\s)[·–—+](?:\s|$)|(?<=\.)\s|[;:,()↑↓\n]")
ATTRIBUTES = re.compile(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"')
# Names of languages stand in the language itself, so that those who read it find it.
NAMES_OF_LANGUAGES = {"Svenska", "English", "Esperanto", "العربية"}
# Measures of inequality have short names that are the same everywhere; months are Babel's.
ALIKE = {name.casefold() for name in MEASURES} | {
    month.casefold() for month in get_month_names("wide", locale=LONG).values()
}


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Put translation files of the made-up language where the app looks for them, and nothing else."""
    folder = tmp_path_factory.mktemp("locales")
    for lang in (LONG, RIGHT_TO_LEFT):
        write_pseudo(folder, lang)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "FOLDERS", [*i18n.FOLDERS, folder])
        forget_languages()
        yield
    forget_languages()


def forget_languages() -> None:
    i18n.languages.cache_clear()
    i18n.translator.cache_clear()
    easy.easy_translator.cache_clear()


def pieces_of(value: object, names: set[str], name: str = "") -> Iterator[str]:
    """List the texts below given names."""
    if isinstance(value, dict):
        for each, below in value.items():
            yield from pieces_of(below, names, each)
    elif isinstance(value, list):
        for below in value:
            yield from pieces_of(below, names, name)
    elif isinstance(value, str) and name in names:
        yield value


def texts_of(visitor: AppTest) -> Iterator[str]:
    """List what the page shows, text by text."""
    for node in visitor.main:
        proto = getattr(node, "proto", None)
        if proto is None:
            continue
        told: dict[str, Any] = MessageToDict(proto)
        kind = type(proto).__name__
        if "spec" in told:
            yield from pieces_of(json.loads(told["spec"]), SHOWN_IN_CHARTS)
        elif kind == "Html":
            body = re.sub(r"<(style|script).*?</\1>", "", told["body"], flags=re.DOTALL)
            yield from map(unescape, ATTRIBUTES.findall(body))
            yield from map(unescape, re.split(r"<[^>]+>", body))
        elif kind == "ComponentInstance":
            drawing = json.loads(told["jsonArgs"]).get("feature_group") or ""
            for payload in re.findall(r"EqualityMap\.\w+\((\{.*?\})\);\s", drawing, re.DOTALL):
                yield from pieces_of(json.loads(payload), SHOWN_ON_MAPS)
        else:
            yield from pieces_of(told, SHOWN)


def outside(text: str) -> list[str]:
    """Return the parts of a text that stand in no brackets; those in brackets may hold others."""
    found, depth = [""], 0
    for letter in text:
        depth += letter == OPEN
        if depth == 0:
            found[-1] += letter
        elif found[-1]:
            found.append("")
        depth -= letter == CLOSE
    return [each for each in found if re.search(r"[^\W\d_]{2}", each)]


def sayings(value: object) -> Iterator[str]:
    """List the texts in data, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from sayings(getattr(value, each.name))
    elif isinstance(value, pd.DataFrame):
        columns = value.select_dtypes(["object", "string", "category"]).reset_index()
        for name in columns:
            yield from {text for text in columns[name] if isinstance(text, str)}
    elif isinstance(value, Mapping):
        yield from sayings(list(value.values()))
    elif isinstance(value, Iterable):
        for each in value:
            yield from sayings(each)


def plain(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" .…")


@dataclass(frozen=True)
class Data:
    """Everything that the data say, to tell it from what the app says."""

    whole: frozenset[str]
    running: str

    def holds(self, text: str) -> bool:
        """Whether a text is a value of the data; a longer one may be a part of a value."""
        text = plain(text)
        if text in ALIKE or set(re.split(r"[\W\d]+", text)) - {""} <= ALIKE:
            return True
        if text in self.whole or (text.count(" ") > 3 and text in self.running):
            return True
        parts = [part for part in re.split(JOINTS, text) if re.search(r"[^\W\d_]{2}", part)]
        return parts != [text] and all(map(self.holds, parts))


@pytest.fixture(scope="module")
def data() -> Data:
    workspace, _ = load()
    texts = {plain(each) for each in sayings((workspace, load_attainments()))}
    parts = {plain(part) for each in texts for part in re.split(JOINTS, each)}
    return Data(frozenset(texts | parts), "\n".join(texts))


def untranslated(visitor: AppTest, data: Data) -> list[str]:
    found = dict.fromkeys(each for text in texts_of(visitor) for each in outside(text))
    return [each for each in found if each not in NAMES_OF_LANGUAGES and not data.holds(each)]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(view.values()))
def test_nothing_of_the_interface_is_left_untranslated(
    made_up: None,  # noqa: ARG001  it sets the stage
    open_app: OpenApp,
    data: Data,
    view: dict[str, str],
) -> None:
    visitor = open_all(open_app(lang=LONG, **view))
    assert [each.value for each in visitor.exception] == []
    assert any(OPEN in text for text in texts_of(visitor))
    found = untranslated(visitor, data)
    assert not found, "\n".join(found)


def open_all(visitor: AppTest) -> AppTest:
    """Open what is folded away on a page."""
    keys = [
        str(node.proto.popover.id).split("-", 2)[2]
        for node in visitor.main
        if getattr(node, "proto", None) is not None
        and type(node.proto).__name__ == "Block"
        and node.proto.popover.id
    ]
    for key in keys:
        visitor.session_state[key] = True
    return visitor.run() if keys else visitor


def test_words_of_the_map_are_all_translated(made_up: None, open_app: OpenApp) -> None:  # noqa: ARG001
    """The frame writes some texts itself, from a file for each language."""
    open_app(lang=LONG)
    _, files = load()
    site = json.loads((files.folder / files.site).read_text("utf-8"))
    for lang in (LONG, RIGHT_TO_LEFT):
        words = json.loads((files.folder / site["words"][lang]).read_text("utf-8"))["words"]
        assert [text for text in words.values() if outside(text)] == []


def test_translation_file_is_all_that_a_language_needs(made_up: None, open_app: OpenApp) -> None:  # noqa: ARG001
    """A language is offered under its own name, opens by a link and by its button."""
    visitor = open_app()
    assert [visitor.button(key=f"lang_{lang}").label for lang in ("sv", LONG, RIGHT_TO_LEFT)] == [
        *("Svenska", "Esperanto", "العربية")
    ]
    visitor.button(key=f"lang_{RIGHT_TO_LEFT}").click().run()
    assert query_of(visitor)["lang"] == RIGHT_TO_LEFT
    assert any(OPEN in text for text in texts_of(visitor))


@pytest.mark.parametrize(
    ("lang", "direction"), [("sv", "ltr"), ("en", "ltr"), (LONG, "ltr"), (RIGHT_TO_LEFT, "rtl")]
)
def test_page_says_its_language_and_direction(
    made_up: None,  # noqa: ARG001  it sets the stage
    open_app: OpenApp,
    lang: str,
    direction: str,
) -> None:
    said = " ".join(each.proto.body for each in open_app(lang=lang).get("html"))
    assert f"lang: '{lang}', dir: '{direction}'" in said


@pytest.mark.parametrize("lang", [LONG, RIGHT_TO_LEFT])
def test_made_up_language_lacks_nothing_in_all_its_plural_forms(
    made_up: None,  # noqa: ARG001  it sets the stage
    lang: str,
) -> None:
    assert list(faults(i18n.load_catalogue(lang))) == []
    t = i18n.translator(lang)
    for n in (0, 1, 2, 3, 11, 100):
        text = t.plural("{n} area", "{n} areas", n)
        assert outside(text) == []
        assert t.number(n, 0) in text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("⟦Måp⟧", []),
        ("⟦{n} åréåš, ⟦Gåpš⟧ åñd Bergsjön⟧", []),
        ("Map", ["Map"]),
        ("⟦Måp⟧ of ⟦Gåpš⟧", [" of "]),
        ("1 234,5 %", []),
    ],
)
def test_what_stands_outside_the_brackets_is_found(text: str, left: list[str]) -> None:
    assert outside(text) == left


def test_made_up_text_is_longer_and_keeps_its_names() -> None:
    message = "{n} areas of {level} with a figure in the newest year"
    text = pseudo_text(message)
    assert placeholders(text) == placeholders(message)
    assert len(text.replace("{level}", "")) >= 1.4 * len(message.replace("{level}", ""))
