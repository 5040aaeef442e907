"""Puts programs of Debian's on this machine, where we may: what others' programs need to run.

    python -m tools.debian PROGRAM=PACKAGE…

What is there already is left alone. Where one is missing and cannot be installed the last line says
so: code 0, or 1 where CI is set; the tests that need it are skipped, and fail where CI is set.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.untried import untried

WAIT = ("-o", "DPkg::Lock::Timeout=300")  # another program may be installing


def missing(wanted: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """The packages of the programs that are not there."""
    path = f"{environment.get('PATH', '')}:/usr/sbin"
    pairs = (each.partition("=") for each in wanted)
    return [package or name for name, _, package in pairs if not shutil.which(name, path=path)]


def install(*alternatives: Sequence[str], environment: Mapping[str, str]) -> str:
    """Installs the packages, or those that may replace them; what apt-get says of its failure.

    One at a time: the targets of `make test` ask at the same moment, and apt-get turns away the
    second one that updates its lists. Raises PermissionError where we may install nothing.
    """
    apt = shutil.which("apt-get", path=environment.get("PATH"))
    if os.getuid() or not apt:
        raise PermissionError
    quiet = dict(environment) | {"DEBIAN_FRONTEND": "noninteractive"}

    def told(*arguments: str) -> str:
        ran = subprocess.run(
            [apt, *arguments], env=quiet, capture_output=True, text=True, check=False
        )
        said = f"apt-get {arguments[-1]} failed: {ran.stderr.strip()[-200:]}"
        return said if ran.returncode else ""

    with (Path(tempfile.gettempdir()) / "tenir-apt.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if failed := told("update"):
            return failed
        for packages in alternatives:
            failed = told(*WAIT, "install", "-y", "--no-install-recommends", *packages)
            if not failed:
                break
        return failed


def main(wanted: Sequence[str]) -> int:
    """Installs what is missing."""
    failed = ""
    if packages := missing(wanted, os.environ):
        try:
            failed = install(packages, environment=os.environ)
        except PermissionError:
            failed = "we may not install it"
    if packages := missing(wanted, os.environ):
        names = " ".join(packages)
        return untried(f"not installed: {names} ({failed}); their tests are skipped, or fail")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
