"""Every text of the interface is in every language, filled in with the same names."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from explorer import catalogues
from explorer.catalogues import append_missing, faults, messages, placeholders
from explorer.i18n import SOURCE, languages, load_catalogue
from explorer.view import ALLOWED_BREAKS
from geodata.problems import HINTS

AREAS = ("{n} area", "{n} areas")


def catalogue_of(texts: dict[str | tuple[str, str], str | tuple[str, str]]) -> Catalog:
    """Make a catalogue from texts and their translations."""
    catalogue = Catalog(locale="sv")
    for message, string in texts.items():
        catalogue.add(message, string)
    return catalogue


@pytest.mark.parametrize("lang", [lang for lang in languages() if lang != SOURCE])
def test_every_text_is_translated_with_the_same_names_in_braces(lang: str) -> None:
    found = list(faults(load_catalogue(lang)))
    assert not found, f"{lang}: {len(found)} texts to mend\n" + "\n".join(found)


# What there is to translate


def test_texts_are_found_in_code_in_templates_and_among_problems() -> None:
    found = set(messages())
    # t("…") in a template, N_("…") in code, a hint of the data packages.
    assert "How figures and boundaries joined" in found
    assert ALLOWED_BREAKS in found
    assert HINTS["bad-link"] in found


def test_every_hint_is_to_be_translated() -> None:
    assert set(HINTS.values()) <= set(messages())


def test_texts_with_a_number_have_a_form_for_one_and_for_many() -> None:
    assert ("{n} resident", "{n} residents") in messages()


def test_templates_call_what_the_extraction_sees(project_root: Path) -> None:
    """Jinja's extraction passes over calls of attributes: `t.plural(…)` would go untranslated."""
    templates = list((project_root / "explorer" / "ui" / "templates").glob("*.html"))
    assert templates
    for path in templates:
        assert "t.plural(" not in path.read_text(encoding="utf-8"), path.name


def test_no_text_is_listed_twice() -> None:
    assert len(messages()) == len(set(messages()))


def test_every_text_can_be_filled_in() -> None:
    for message in messages():
        for text in (message,) if isinstance(message, str) else message:
            assert all(name.isidentifier() for name in placeholders(text)), text


# What a catalogue lacks


def test_complete_catalogue_has_no_faults() -> None:
    catalogue = catalogue_of({"Map": "Karta", AREAS: ("{n} område", "{n} områden")})
    assert list(faults(catalogue, ["Map", AREAS])) == []


def test_texts_without_a_translation_are_listed() -> None:
    catalogue = catalogue_of({"Map": "", AREAS: ("{n} område", "")})
    assert list(faults(catalogue, ["Map", AREAS, "Share"])) == [
        "no translation: 'Map'",
        "no translation: '{n} area'",
        "no translation: 'Share'",
    ]


def test_doubtful_translation_is_none() -> None:
    catalogue = Catalog(locale="sv")
    catalogue.add("Map", "Kanske", flags=["fuzzy"])
    assert list(faults(catalogue, ["Map"])) == ["no translation: 'Map'"]


@pytest.mark.parametrize(
    "string", ["{kod} saknas", "saknas", "{code} {n} saknas", "{} saknas", "{code saknas"]
)
def test_other_names_in_braces_are_listed(string: str) -> None:
    catalogue = catalogue_of({"{code} is missing": string})
    (fault,) = faults(catalogue, ["{code} is missing"])
    assert fault == f"names in braces differ: '{{code}} is missing' -> {string!r}"


def test_form_for_one_may_do_without_the_number_and_the_form_for_many_not() -> None:
    fine = catalogue_of({AREAS: ("ett område", "{n} områden")})
    assert list(faults(fine, [AREAS])) == []
    lost = catalogue_of({AREAS: ("{n} område", "flera områden")})
    assert list(faults(lost, [AREAS])) == ["names in braces differ: '{n} area' -> 'flera områden'"]


def test_missing_form_for_one_or_for_many_is_listed() -> None:
    single = catalogue_of({AREAS[0]: "{n} område"})
    assert list(faults(single, [AREAS])) == ["needs a form for one and a form for many: '{n} area'"]
    double = catalogue_of({("Map", "Maps"): ("Karta", "Kartor")})
    assert list(faults(double, ["Map"])) == ["needs one form: 'Map'"]


# Adding what is missing


def test_missing_texts_are_appended_without_a_translation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "locales" / "sv" / "LC_MESSAGES" / "explorer.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "Map"\nmsgstr "Karta"\n', encoding="utf-8")

    def read(lang: str) -> Catalog:
        with path.open("rb") as stream:
            return read_po(stream, locale=lang)

    monkeypatch.setattr(catalogues, "files", lambda _package: tmp_path)
    monkeypatch.setattr(catalogues, "load_catalogue", read)
    monkeypatch.setattr(catalogues, "messages", lambda: ("Map", "Share", AREAS))
    assert append_missing("sv") == 2
    after = read("sv")
    map_, share, areas = (after.get(each) for each in ("Map", "Share", AREAS[0]))
    assert map_ is not None
    assert share is not None
    assert areas is not None
    assert (map_.string, share.string, areas.id) == ("Karta", "", AREAS)
    assert append_missing("sv") == 0
