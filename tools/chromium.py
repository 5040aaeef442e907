"""Runs a command with a Chromium at hand: the browser tests.

    python -m tools.chromium COMMAND...

The command finds it in TENIR_TEST_CHROMIUM. In order: what that names already; Debian's, or another
on the PATH; Debian's, installed where we are root. Without any of them the command is not run, and
the last line says why: code 0, or 1 where CI is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import debian
from tools.untried import untried

PACKAGES = ("chromium-headless-shell", "chromium")  # the first draws no window: a third less work
NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--js-flags=--no-opt --no-maglev",  # no page lives long enough to be worth optimising
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


class NoChromium(Exception):
    """There is none, and none can be installed: why."""


def browser(environment: Mapping[str, str]) -> Path:
    """Chromium's program, installed where it must be and may be."""
    if given := environment.get("TENIR_TEST_CHROMIUM"):
        if not os.access(given, os.X_OK):
            raise NoChromium("what TENIR_TEST_CHROMIUM names does not run")
        return Path(given)
    return found(environment) or installed(environment)


def found(environment: Mapping[str, str]) -> Path | None:
    """A Chromium of this machine."""
    names = (shutil.which(name, path=environment.get("PATH")) for name in NAMES)
    return next((Path(name) for name in names if name), None)


def installed(environment: Mapping[str, str]) -> Path:
    """Debian's, put on this machine where we may."""
    try:
        failed = debian.install(*([name] for name in PACKAGES), environment=environment)
    except PermissionError:
        raise NoChromium("none is installed, and we may not install one") from None
    if failed:
        raise NoChromium(failed)
    if program := found(environment):
        return program
    raise NoChromium("apt-get installed Chromium, and it is not found")


def flags() -> list[str]:
    """How it is started: quiet, and without its sandbox for root, whom it refuses otherwise."""
    return [*FLAGS, *([] if os.getuid() else ["--no-sandbox"])]


def main(command: Sequence[str]) -> int:
    """Runs the command, or says in the last line why not."""
    try:
        program = browser(os.environ)
    except NoChromium as none:
        return untried(f"Pages were not tried in a browser: {none}. Install chromium, or say where"
                       " one is: TENIR_TEST_CHROMIUM=/usr/bin/chromium")  # fmt: skip
    ours = os.environ | {"TENIR_TEST_CHROMIUM": str(program)}
    try:
        return subprocess.run(command, env=ours, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
