import pytest

from geodata.spelling import Step, compare, slips, slips_allowed, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Frölunda Torg-Tofta", ("frolunda", "torg", "tofta")),
        ("Ängås", ("angas",)),
        # The accents as letters of their own, as some keyboards send them.
        ("A\u0308nga\u030as", ("angas",)),
        ("HJÄLLBO", ("hjallbo",)),
        ("Hjællbo, Søndre", ("hjallbo", "sondre")),
        ("  S:t  Jörgen 12b ", ("s", "t", "jorgen", "12b")),
        ("snake_case", ("snake", "case")),
        ("–  !?", ()),
        ("", ()),
    ],
)
def test_words_are_small_letters_without_accents_and_marks(
    text: str, words: tuple[str, ...]
) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("word", "meant", "count"),
    [
        ("hammarkulen", "hammarkullen", 1),  # left out
        ("hammarkulllen", "hammarkullen", 1),  # added
        ("hannarkullen", "hammarkullen", 2),  # exchanged twice
        ("kalltrop", "kalltorp", 1),  # neighbours that changed places
        ("torpa", "torpa", 0),
    ],
)
def test_slips_are_counted(word: str, meant: str, count: int) -> None:
    assert slips(word, meant, most=2) == count


def test_more_slips_than_asked_for_are_none() -> None:
    assert slips("hannarkullen", "hammarkullen", most=1) is None


def test_short_words_allow_no_slip_and_long_ones_two() -> None:
    assert [slips_allowed("x" * n) for n in (3, 4, 7, 8)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("typed", "name", "step"),
    [
        ("frolundatorg", "Frölunda Torg", Step.EXACT),
        ("frölun", "Frölunda Torg", Step.BEGINNING),
        ("torg frölunda", "Frölunda Torg", Step.WORDS),
        ("frolnda torg", "Frölunda Torg", Step.ONE_SLIP),
        ("torg väster", "Frölunda Torg", Step.WITH_AREA),
        ("frlunda trg", "Frölunda Torg", Step.SLIPS),
        ("frolnda", "Frölunda Torg", Step.SLIPS_IN_WORDS),
        ("frolvn", "Frölunda Torg", Step.SLIP_IN_BEGINNING),
        ("Lergöksgatan 4 Västra Frölunda", "Frölunda Torg", Step.SOME_WORDS),
    ],
)
def test_name_answers_in_the_best_way_that_fits(typed: str, name: str, step: Step) -> None:
    answer = compare(words_of(typed), words_of(name), around=words_of("Väster"))
    assert answer is not None
    assert answer[0] is step


@pytest.mark.parametrize("typed", ["väster", "haga", "tor väst gatan", "norra"])
def test_what_is_beside_a_name_is_no_answer_by_itself(typed: str) -> None:
    assert compare(words_of(typed), ("frolunda", "torg"), around=words_of("Väster")) is None
