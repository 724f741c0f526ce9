"""
Runs every check of the project, fast ones first; starts processes and writes to .reports.

`python -m tests` runs all, `python -m tests --quick` leaves out the browser, and
`python -m tests unit app` runs what is named.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.browser.chromium import ensure_chromium

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / ".reports"
# What follows the interpreter's name. import-linter has no `-m` of its own.
CHECKS = {
    "format": ("-m", "ruff", "format", "--check", "."),
    "lint": ("-m", "ruff", "check", "."),
    "types": ("-m", "mypy"),
    "imports": ("-c", "from importlinter.cli import lint_imports_command as run; run()"),
    "dependencies": ("-m", "deptry", "."),
}
SUITES = ("unit", "reference", "property", "register", "app", "browser")
# Suites whose tests share nothing, so that each processor takes some of them. The browser's have a
# server and a browser beside them, which leave no processor free.
SIDE_BY_SIDE = frozenset({"unit", "property", "register", "app"})
MOST_WORKERS = 4


@dataclass(frozen=True)
class Counts:
    """How many tests passed, failed (errors included) and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


@dataclass(frozen=True)
class Outcome:
    """What came of one step."""

    name: str
    good: bool
    seconds: float
    counts: Counts = Counts()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the steps that were asked for and return the exit code."""
    options = _parser().parse_args(arguments)
    names = options.steps or [*CHECKS, *SUITES]
    if options.quick:
        names = [name for name in names if name != "browser"]
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir()
    outcomes: list[Outcome] = []
    for name in names:
        outcomes.append(_timed(name, _run_suite if name in SUITES else _run_check))
        if not outcomes[-1].good and not options.keep_going:
            break
    _report(outcomes, left_out=len(names) - len(outcomes))
    return 0 if all(outcome.good for outcome in outcomes) else 1


def count_results(report: Path) -> Counts:
    """Count the results in a JUnit report; nothing where there is no report."""
    if not report.is_file():
        return Counts()
    total = failed = skipped = 0
    for suite in ET.parse(report).iter("testsuite"):
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return Counts(passed=max(total - failed - skipped, 0), failed=failed, skipped=skipped)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests", description="Run the checks.")
    parser.add_argument(
        "steps",
        nargs="*",
        metavar="STEP",
        type=_step,
        help=f"what to run, in this order: {', '.join([*CHECKS, *SUITES])} (all)",
    )
    parser.add_argument("--quick", action="store_true", help="leave out the browser")
    parser.add_argument(
        "--keep-going", action="store_true", help="run the rest after a step that fails"
    )
    return parser


def _step(name: str) -> str:
    if name not in CHECKS and name not in SUITES:
        raise argparse.ArgumentTypeError(
            f"{name!r} is none of the steps {', '.join([*CHECKS, *SUITES])}"
        )
    return name


def _timed(name: str, run: Callable[[str], tuple[bool, Counts]]) -> Outcome:
    print(f"\n== {name} ".ljust(80, "="), flush=True)
    start = time.perf_counter()
    good, counts = run(name)
    seconds = time.perf_counter() - start
    print(f"{name}: {'ok' if good else 'FAILED'} in {seconds:.1f} s", flush=True)
    return Outcome(name=name, good=good, seconds=seconds, counts=counts)


def _run_check(name: str) -> tuple[bool, Counts]:
    return _run_python(*CHECKS[name]) == 0, Counts()


def _run_suite(name: str) -> tuple[bool, Counts]:
    folder = ROOT / "tests" / name
    if not any(folder.rglob("test_*.py")):
        print(f"tests/{name} has no test files yet: nothing to run")
        return True, Counts()
    if name == "browser":
        print("browser:", ensure_chromium(), flush=True)
    report = REPORTS / f"{name}.xml"
    # Tests were found in files but none ran (pytest's exit code 5) is an error like any other.
    command = ["-m", "pytest", f"tests/{name}", f"--junitxml={report}", *_workers(name)]
    good = _run_python(*command) == 0
    counts = count_results(report)
    if not good and not counts.failed:
        counts += Counts(failed=1)
    return good, counts


def _workers(name: str) -> list[str]:
    """Say how many tests of a suite run at once."""
    workers = min(os.cpu_count() or 1, MOST_WORKERS) if name in SIDE_BY_SIDE else 1
    return ["-n", str(workers)] if workers > 1 else []


def _run_python(*arguments: str) -> int:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode


def _report(outcomes: Sequence[Outcome], *, left_out: int) -> None:
    print("\n== summary ".ljust(80, "="))
    for outcome in outcomes:
        tests = f"  {outcome.counts}" if outcome.name in SUITES else ""
        mark = "ok" if outcome.good else "FAILED"
        print(f"{outcome.name:14}{mark:8}{outcome.seconds:7.1f} s{tests}")
    failed = [outcome.name for outcome in outcomes if not outcome.good]
    if failed:
        print(f"failed: {', '.join(failed)}")
    if left_out:
        print(f"{left_out} more not run, because a step failed (--keep-going runs them)")
    print(f"{sum(outcome.seconds for outcome in outcomes):.0f} s in all")
    print(sum((outcome.counts for outcome in outcomes), Counts()))


if __name__ == "__main__":
    sys.exit(main())
