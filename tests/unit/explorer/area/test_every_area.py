"""The reading about every area of the city, in every language: whole, translated, with a source, easy to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations

import pytest

from explorer.area.profile import Profile, build_profile
from explorer.area.profile_words import (
    age_words,
    base_sentence,
    card_words,
    entries_of,
    passage_sources,
    where_sentences,
)
from explorer.area.sentences import PART_NAMES, Part, Passage, write_story
from explorer.area.sheet import build_sheet
from explorer.area.story import Story, build_story
from explorer.catalogues import placeholders
from explorer.easy import load_easy
from explorer.i18n import Translator, compile_catalogue, load_catalogue
from explorer.workspace import Workspace
from geodata.areas import AreaLevel
from tests.reading_level import lix

LANGUAGES = ("sv", "en", "easy")
MOST_EASY, MOST_PLAIN = 30, 40
ENGLISH = re.compile(
    r"\b(the|and|of|area|also|are|with|than|about|compared|there|time|people|figures|runs?)\b",
    re.IGNORECASE,
)
# Shame and praise have no place here, nor has a cause.
NEVER = re.compile(
    r"\b(worst|bad|poor|problem|vulnerable|because|due to|sämst\w*|värst\w*|dålig\w*|utsatt\w*|fattig\w*"
    r"|problem\w*|beror på|på grund av|orsak\w*)\b",
    re.IGNORECASE,
)


class Untranslated(NullTranslations):
    """Stands behind a catalogue and lets no text through."""

    def gettext(self, message: str) -> str:
        raise AssertionError(f"no translation: {message!r}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        raise AssertionError(f"no translation: {msgid1!r}")


def strict(lang: str) -> Translator:
    """Make a translator that fails at a text without a translation; English is the source itself."""
    if lang == "en":
        return Translator("en", NullTranslations())
    texts = compile_catalogue(load_easy() if lang == "easy" else load_catalogue("sv"))
    assert isinstance(texts, GNUTranslations)
    if lang == "easy":
        # What is about numbers and dates alone is plain Swedish.
        plain = compile_catalogue(load_catalogue("sv"))
        plain.add_fallback(Untranslated())
        texts.add_fallback(plain)
    else:
        texts.add_fallback(Untranslated())
    return Translator("sv", texts)


TRANSLATORS = {lang: strict(lang) for lang in LANGUAGES}


@dataclass(frozen=True)
class Read:
    """One area in one language."""

    what: str
    story: Story
    profile: Profile
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return " ".join(each.text for each in self.passages)


@pytest.fixture(scope="module")
def every(workspace: Workspace) -> dict[str, list[Read]]:
    """Return the reading of all areas of all levels, by language."""
    found: dict[str, list[Read]] = {lang: [] for lang in LANGUAGES}
    for level in AreaLevel:
        sheet = build_sheet(workspace, level)
        for code in workspace.areas.codes(level):
            profile = build_profile(workspace, sheet, code)
            story = build_story(sheet, profile, known=workspace.table.definitions)
            for lang, t in TRANSLATORS.items():
                passages = write_story(story, t, easy=lang == "easy")
                found[lang].append(Read(f"{level.value} {code} {lang}", story, profile, passages))
    return found


def walk(every: dict[str, list[Read]]) -> Iterator[Read]:
    for readings in every.values():
        yield from readings


def test_all_primary_areas_are_there(every: dict[str, list[Read]]) -> None:
    for readings in every.values():
        primary = [each for each in readings if each.story.area.level is AreaLevel.PRIMARY_AREA]
        assert len(primary) == 96


def test_every_area_has_five_passages_of_whole_sentences(every: dict[str, list[Read]]) -> None:
    for each in walk(every):
        assert [passage.part for passage in each.passages] == list(Part), each.what
        for passage in each.passages:
            assert re.fullmatch(r"[A-ZÅÄÖ0-9].*\.", passage.text), (each.what, passage.text)
            assert not re.search(r"[{}]|\bnan\b|\bNone\b|\binf\b|  |\.\.", passage.text), (
                passage.text
            )
            assert placeholders(passage.text) == frozenset(), passage.text


def test_nothing_is_left_in_english(every: dict[str, list[Read]]) -> None:
    for lang in ("sv", "easy"):
        for each in every[lang]:
            names = {
                *(effort.name for effort in each.story.examples),
                *(effort.organisation for effort in each.story.examples),
            }
            text = each.text
            for name in names:
                text = text.replace(name, "")
            assert not ENGLISH.search(text), (each.what, text)


def test_no_area_is_blamed_and_no_cause_is_named(every: dict[str, list[Read]]) -> None:
    for each in walk(every):
        assert not NEVER.search(each.text), (each.what, each.text)


def test_every_number_has_a_source(every: dict[str, list[Read]], workspace: Workspace) -> None:
    """A passage with a digit rests on figures with a source, or on initiatives with a public page."""
    for each in walk(every):
        for passage in each.passages:
            if any(
                character.isdigit() for character in passage.text.replace(each.story.area.name, "")
            ):
                assert passage.figures or passage.initiatives or passage.part is Part.UNKNOWN, (
                    each.what
                )
            for figure in passage.figures:
                assert figure.source_id in workspace.table.sources, (each.what, figure)
                assert figure.period in workspace.table.periods(figure.indicator_id)
            for effort in (*passage.initiatives, *passage.examples):
                assert effort.source_url.startswith("http"), effort.id
            if passage.figures:
                told = passage_sources(passage, workspace.table.sources, TRANSLATORS["en"])
                assert re.search(r"\d{4}", told), each.what


def test_percentages_in_the_text_are_those_of_its_figures(every: dict[str, list[Read]]) -> None:
    """Read back from the English text: each percentage stands in the passage's list of figures."""
    t = TRANSLATORS["en"]
    for each in every["en"]:
        for passage in each.passages:
            pairs = re.findall(r"([\d.]+) against ([\d.]+) percent", passage.text)
            shown = {
                text
                for figure in passage.figures
                for text in (t.number(figure.value, decimals) for decimals in (0, 1))
            }
            assert {number for pair in pairs for number in pair} <= shown, (each.what, passage.text)


def test_withheld_figures_are_told_nowhere(every: dict[str, list[Read]]) -> None:
    withheld = 0
    for each in walk(every):
        hidden = {
            card.topic.definition.indicator_id for card in each.profile.cards if card.withheld
        }
        withheld += len(hidden)
        told = {
            (figure.indicator_id, figure.code)
            for passage in each.passages
            for figure in passage.figures
        }
        assert not told & {(name, each.story.area.code) for name in hidden}, each.what
    # Nine primary areas, in three languages.
    assert withheld == 27


def test_easy_swedish_is_very_easy_and_plain_swedish_easy(every: dict[str, list[Read]]) -> None:
    for lang, most in (("easy", MOST_EASY), ("sv", MOST_PLAIN)):
        for each in every[lang]:
            assert lix(each.text) < most, (each.what, lix(each.text))


def test_reading_takes_about_a_minute(every: dict[str, list[Read]]) -> None:
    """At 200 words a minute, which is slow."""
    for each in walk(every):
        assert len(each.text.split()) <= 220, each.what


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_profile_of_every_area_is_in_words(
    every: dict[str, list[Read]], workspace: Workspace, lang: str
) -> None:
    t, sources = TRANSLATORS[lang], workspace.table.sources
    for each in every[lang]:
        profile = each.profile
        for card in (*profile.cards, *filter(None, [profile.residents])):
            words = card_words(card, t, TRANSLATORS["easy" if lang == "sv" else lang], sources)
            assert words.title, each.what
            assert words.meaning, each.what
            assert (words.source != "") == (card.figure is not None), each.what
            assert not re.search(r"\bnan\b|[{}]", " ".join(map(str, words))), each.what
            if card.figure is None:
                assert words.value == t("No figure"), each.what
        if profile.ages:
            assert len(age_words(profile.ages, t)) == 3
            assert base_sentence(profile.ages, sources, t)
        assert (
            where_sentences(profile.surroundings, t)
            or each.story.area.level is AreaLevel.MUNICIPALITY
        )
        entries_of((*profile.efforts.here, *profile.efforts.nearby, *profile.efforts.everywhere), t)
        assert [t(PART_NAMES[part]) for part in Part]
