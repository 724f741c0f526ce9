import string

import pytest

from geodata.problems import HINTS, DataError, Problem, shorten

PLACEHOLDERS = {"file", "row", "column", "value", "allowed"}


@pytest.mark.parametrize("code", HINTS)
def test_every_hint_uses_known_placeholders_and_says_what_to_do(code: str) -> None:
    used = {name for _, name, _, _ in string.Formatter().parse(HINTS[code]) if name}
    assert used <= PLACEHOLDERS
    sentences = [part for part in HINTS[code].replace("?", ".").split(". ") if part]
    assert len(sentences) >= 2, "what is wrong, and what is allowed or to be done"
    assert HINTS[code].rstrip().endswith((".", "?", ")"))


@pytest.mark.parametrize("code", HINTS)
def test_every_hint_can_be_filled_in_even_when_nothing_is_known(code: str) -> None:
    assert "{" not in Problem(code).hint
    assert "None" not in Problem(code).hint


def test_braces_in_a_value_are_text() -> None:
    problem = Problem("unknown-area", value="{0.__class__}", allowed="{row}")
    assert "“{0.__class__}”" in problem.hint
    assert "{row}" in problem.hint


def test_text_of_a_problem_begins_with_its_place() -> None:
    problem = Problem("code-format", "areas.csv", 14, "area_code", "1", "2")
    assert str(problem).startswith("areas.csv, row 14, column area_code: “1” does not look like")
    assert "2 digits" in str(problem)
    assert "leading zero" in str(problem)


def test_problem_without_a_place_is_its_hint_alone() -> None:
    problem = Problem("value-missing", allowed="a name")
    assert str(problem) == problem.hint


def test_error_lists_every_problem_on_its_own_line() -> None:
    problems = [Problem("file-missing", "a.csv"), Problem("file-empty", "b.csv")]
    error = DataError(iter(problems))
    assert error.problems == tuple(problems)
    assert [line.split(":")[0] for line in str(error).splitlines()] == ["a.csv", "b.csv"]


def test_short_list_of_allowed_values_is_whole() -> None:
    assert shorten(["a", "b", "c"], limit=3) == "a, b, c"
    assert shorten([]) == ""


def test_long_list_of_allowed_values_says_how_many_are_left_out() -> None:
    # Of six, the first two and the last are named, so three are left out.
    assert shorten("abcdef", limit=3) == "a, b, … (+3) …, f"
