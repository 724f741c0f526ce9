"""What the documentation must name: every rule, every setting, every command."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from explorer.cli import app as explorer_app
from explorer.settings import PREFIX, Settings
from explorer.view import Scheme, Show
from geodata.cli import app as geodata_app
from indicators.cli import app as indicators_app
from indicators.definitions import Aggregation
from indicators.observations import Quality

# What METHODS.md calls them, in running text.
SHOWS = {
    Show.VALUE: "| value |",
    Show.DIFFERENCE: "| difference from the city |",
    Show.RATIO: "| ratio to the city |",
    Show.RANK: "| rank |",
}
SCHEMES = {
    Scheme.CITY: "| round steps about the city |",
    Scheme.QUANTILES: "| quantiles |",
    Scheme.FISHER_JENKS: "| Fisher–Jenks |",
    Scheme.EQUAL_INTERVALS: "| equal intervals |",
    Scheme.STANDARD_DEVIATIONS: "| standard deviations |",
    Scheme.OWN: "| own breaks |",
}
PROGRAMS = {"explorer": explorer_app, "geodata": geodata_app, "indicators": indicators_app}


def commands(program: str) -> list[tuple[str, str]]:
    """List every command that can be called, written out, with what its help says."""

    def walk(words: str, app: typer.Typer) -> Iterator[tuple[str, str]]:
        for each in app.registered_commands:
            assert each.callback is not None
            name = each.name or each.callback.__name__.replace("_", "-")
            yield f"{words} {name}", each.help or each.callback.__doc__ or ""
        for group in app.registered_groups:
            assert group.typer_instance is not None
            yield from walk(f"{words} {group.name}", group.typer_instance)

    return list(walk(f"python -m {program}", PROGRAMS[program]))


@pytest.fixture(scope="module")
def methods(project_root: Path) -> str:
    return (project_root / "METHODS.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def readme(project_root: Path) -> str:
    path = project_root / "README.md"
    assert path.is_file(), "README.md is not there"
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("show", Show)
def test_every_way_to_show_has_its_formula(methods: str, show: Show) -> None:
    assert SHOWS[show] in methods


@pytest.mark.parametrize("scheme", Scheme)
def test_every_way_to_classify_has_its_rule(methods: str, scheme: Scheme) -> None:
    assert SCHEMES[scheme] in methods


@pytest.mark.parametrize("rule", Aggregation)
def test_every_way_to_add_areas_up_is_named(methods: str, rule: Aggregation) -> None:
    assert f"`{rule.value}`" in methods


@pytest.mark.parametrize("quality", Quality)
def test_every_quality_is_explained(methods: str, quality: Quality) -> None:
    (paragraph,) = (each for each in methods.split("\n\n") if each.startswith("**Quality**"))
    assert quality.value in paragraph


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_stands_in_the_readme(readme: str, name: str) -> None:
    assert f"`{PREFIX}{name.upper()}`" in readme


@pytest.mark.parametrize("command", [name for name, _ in commands("explorer")])
def test_every_command_of_the_app_stands_in_the_readme(readme: str, command: str) -> None:
    assert command in readme


def test_commands_are_read_from_the_program_itself() -> None:
    assert [name for name, _ in commands("explorer")] == [
        "python -m explorer run",
        "python -m explorer gaps",
        "python -m explorer bench",
        "python -m explorer export table",
        "python -m explorer export gaps",
        "python -m explorer export board",
        "python -m explorer export compare",
        "python -m explorer export effort",
        "python -m explorer export report",
        "python -m explorer initiatives check",
        "python -m explorer initiatives import",
        "python -m explorer initiatives export",
    ]


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_command_says_what_it_does(program: str) -> None:
    assert [name for name, words in commands(program) if not words.strip()] == []
