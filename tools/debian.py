"""Puts programs of Debian's on this machine, where we may: what others' programs need to run.

    python -m tools.debian PROGRAM=PACKAGE…

What is there already is left alone. Where one is missing and cannot be installed the last line says
so, with code 0: the tests that need it say that they were skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"


def missing(wanted: Sequence[str]) -> list[str]:
    """The packages of the programs that are not there."""
    pairs = (each.partition("=") for each in wanted)
    return [package or name for name, _, package in pairs if not shutil.which(name, path=PATH)]


def main(wanted: Sequence[str]) -> int:
    """Installs what is missing."""
    packages = missing(wanted)
    apt = shutil.which("apt-get")
    if packages and apt and not os.getuid():
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = [apt, "install", "-y", "-q", "--no-install-recommends", *packages]
        for command in ([apt, "update", "-q"], install):
            subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL)
    if packages := missing(wanted):
        print(f"not installed: {' '.join(packages)}; their tests are skipped")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
