"""Which commands install a program of the system's here, if the rights allow it; starts processes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence


def install_commands(installers: Mapping[str, Sequence[Sequence[str]]]) -> list[list[str]]:
    """
    Return what installs something here; nothing where we lack the rights or know no way.

    Parameters
    ----------
    installers
        The commands to run, one after the other, by the package manager that they are for.
    """
    if not sys.platform.startswith("linux"):
        return []
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and not _sudo_asks_for_a_password():
        prefix = ["sudo", "-n"]
    else:
        return []
    for program, commands in installers.items():
        if shutil.which(program):
            return [[*prefix, *command] for command in commands]
    return []


def run_until_one_fails(commands: Sequence[Sequence[str]]) -> None:
    """Run commands one after the other, each printed first."""
    for command in commands:
        print("$", *command, flush=True)
        if subprocess.run(command, check=False).returncode:
            break


def _sudo_asks_for_a_password() -> bool:
    return bool(subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode)
