"""Easy Swedish: a catalogue of its own that falls back on plain Swedish."""

from explorer.area.meanings import MEANINGS
from explorer.catalogues import faults, messages
from explorer.easy import easy_messages, easy_translator, load_easy
from explorer.i18n import translator
from tests.reading_level import lix

MOST_EASY, MOST_PLAIN = 30, 40


def test_every_text_about_an_area_is_in_easy_swedish() -> None:
    found = list(faults(load_easy(), easy_messages()))
    assert not found, "\n".join(found)


def test_easy_swedish_has_no_text_that_nobody_asks_for() -> None:
    wanted = {each if isinstance(each, str) else each[0] for each in easy_messages()}
    have = {each.id if isinstance(each.id, str) else each.id[0] for each in load_easy() if each.id}
    assert have == wanted


def test_its_texts_are_texts_of_the_interface() -> None:
    assert set(easy_messages()) <= set(messages())
    assert ("{n} initiative runs here.", "{n} initiatives run here.") in easy_messages()


def test_what_is_not_easier_is_plain_swedish() -> None:
    easy, plain = easy_translator(), translator("sv")
    assert easy.lang == "sv"
    assert easy("Map") == plain("Map") != "Map"
    assert easy.plural("{n} resident", "{n} residents", 2) == "2 invånare"


def test_meanings_are_easy_to_read() -> None:
    easy, plain = easy_translator(), translator("sv")
    for name, text in MEANINGS.items():
        assert lix(easy(text)) < MOST_EASY, name
        assert lix(plain(text)) < MOST_PLAIN, name
