"""npm's oidc-provider, installed once and run for a test."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

STORY = Path(__file__).parents[2] / "stories" / "oidc"


def installed() -> Path:
    """The folder where the locked packages are, where they can be had."""
    if not shutil.which("node") or not shutil.which("npm"):
        lacking("node and npm are not on this machine: apt install nodejs npm")
    lock = (STORY / "package-lock.json").read_bytes()
    folder = Path(tempfile.gettempdir()) / f"tenir-oidc-{hashlib.sha256(lock).hexdigest()[:12]}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:  # the run on the other database installs them too
        fcntl.flock(lock, fcntl.LOCK_EX)
        _install(folder)
    return folder


def lacking(why: str) -> NoReturn:
    """No real provider to try: `make test` installs what it needs; a fault where CI is set."""
    told = pytest.fail if os.environ.get("CI") else pytest.skip
    told(f"no real OpenID Connect provider: {why}")


def _install(folder: Path) -> None:
    """The packages, and the provider of the story, put there."""
    if not (folder / "ready").exists():
        for name in ("package.json", "package-lock.json"):
            shutil.copy(STORY / name, folder)
        done = subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=folder, capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        if done.returncode:
            lacking(f"npm's registry cannot be reached: {done.stderr.strip()[-200:]}")
        (folder / "ready").touch()
    shutil.copy(STORY / "provider.mjs", folder)


@contextmanager
def running(*redirects: str) -> Iterator[str]:
    """The issuer of a provider that sends people back to those addresses."""
    folder = installed()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["node", "provider.mjs", str(port), *redirects],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "NODE_ENV": "test"},
    )  # fmt: skip
    try:
        assert process.stdout
        for line in process.stdout:
            if line.strip() == "ready":
                break
        assert process.poll() is None, "the provider did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)
        if process.stdout:
            process.stdout.close()
