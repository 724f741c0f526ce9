"""The readability index, counted by hand."""

import pytest

from tests.reading_level import lix


def test_index_is_words_a_sentence_and_percent_of_long_words() -> None:
    # 8 words in 2 sentences; “Siffrorna” and “stadens” have more than six letters: 4 + 25.
    assert lix("Siffrorna är stadens egna. Vi har dem här.") == pytest.approx(29)


def test_decimals_and_spaces_within_numbers_end_no_sentence() -> None:
    # One sentence of 6 words (60, 0, mot, 70, 0 and procent), one of them long.
    assert lix("60,0 mot 70,0 procent.") == pytest.approx(6 + 100 / 6)
