import sys
from pathlib import Path

import pytest

from tests import __main__ as runner
from tests.__main__ import Counts, count_results, main

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites>
  <testsuite name="one" errors="1" failures="2" skipped="3" tests="10"/>
  <testsuite name="two" errors="0" failures="0" skipped="0" tests="5"/>
</testsuites>
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a made-up project with one check that fails, one that works, and no test file."""
    monkeypatch.setattr(runner, "ROOT", tmp_path)
    monkeypatch.setattr(runner, "REPORTS", tmp_path / ".reports")
    monkeypatch.setattr(
        runner, "CHECKS", {"bad": ("-c", "raise SystemExit(3)"), "good": ("-c", "")}
    )
    (tmp_path / "tests" / "unit").mkdir(parents=True)
    return tmp_path


def _add_test(project: Path, body: str) -> None:
    (project / "tests" / "unit" / "test_made_up.py").write_text(body, encoding="utf-8")


def _last_line(text: str) -> str:
    return text.rstrip().splitlines()[-1]


def test_errors_count_as_failed_over_all_suites_of_a_report(tmp_path: Path) -> None:
    report = tmp_path / "unit.xml"
    report.write_text(REPORT, encoding="utf-8")
    assert count_results(report) == Counts(passed=9, failed=3, skipped=3)


@pytest.mark.usefixtures("project")
def test_first_failing_step_ends_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bad", "good"]) == 1
    out = capsys.readouterr().out
    assert "bad: FAILED" in out
    assert "good: ok" not in out
    assert "1 more not run" in out


@pytest.mark.usefixtures("project")
def test_keep_going_runs_the_rest_and_still_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bad", "good", "--keep-going"]) == 1
    assert "good: ok" in capsys.readouterr().out


@pytest.mark.usefixtures("project")
def test_quick_leaves_out_the_browser(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["good", "unit", "browser", "--quick"]) == 0
    assert "== browser" not in capsys.readouterr().out


@pytest.mark.usefixtures("project")
def test_suite_without_files_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unit"]) == 0
    assert "tests/unit has no test files yet" in capsys.readouterr().out


def test_results_of_the_suites_end_the_run_on_one_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _add_test(
        project,
        "import pytest\n"
        "def test_good(): pass\n"
        "def test_bad(): assert False\n"
        "@pytest.mark.skip(reason='made up')\n"
        "def test_left_out(): pass\n",
    )
    assert main(["unit"]) == 1
    assert _last_line(capsys.readouterr().out) == "1 passed, 1 failed, 1 skipped"


def test_suite_whose_files_hold_no_test_fails(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _add_test(project, "")
    assert main(["unit"]) == 1
    assert _last_line(capsys.readouterr().out) == "0 passed, 1 failed, 0 skipped"


@pytest.mark.usefixtures("project")
def test_unknown_step_is_a_bad_call_that_names_the_steps(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["nonsense"])
    assert ending.value.code == 2
    assert "reference" in capsys.readouterr().err


@pytest.mark.usefixtures("project")
def test_steps_run_with_the_interpreter_that_runs_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = tmp_path / "interpreter"
    code = f"import sys, pathlib; pathlib.Path({str(written)!r}).write_text(sys.executable)"
    monkeypatch.setattr(runner, "CHECKS", {"good": ("-c", code)})
    assert main(["good"]) == 0
    assert written.read_text(encoding="utf-8") == sys.executable
