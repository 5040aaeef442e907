"""The container's image: what it copies is enough to build Tenir, whole."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest

from tests.conftest import CHECKOUT

NEEDED = (  # what is no module, and what a page, a report or a command opens
    "tenir/docs/articles/support.md",
    "tenir/docs/articles/fr/access.md",
    "tenir/conventions/",
    "tenir/ui/locale/fr/LC_MESSAGES/django.mo",
    "tenir/ui/templates/",
    "tenir/ui/static/",
    ".typ",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in the wheel that the image's first stage builds, from what it copies alone."""
    root = tmp_path_factory.mktemp("image")
    _, stage, _ = (CHECKOUT / "deploy/Containerfile").read_text().split("\nFROM ")
    lines = [line.split() for line in stage.splitlines() if line.startswith("COPY ")]
    for _, *copied, there in lines:
        for each in copied:
            here, place = CHECKOUT / each, root / there.lstrip("/")
            if here.is_dir():
                shutil.copytree(here, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(here, place)
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel"],
        cwd=root / "src", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (built,) = (root / "src/dist").glob("*.whl")
    return set(ZipFile(built).namelist())


@pytest.mark.parametrize("needed", NEEDED)
def test_the_wheel_holds_what_is_opened_and_is_no_module(wheel: set[str], needed: str) -> None:
    assert any(name.startswith(needed) or name.endswith(needed) for name in wheel)


@pytest.mark.parametrize(
    "told", ["deploy/Containerfile", "docs/operations/install.md", "docs/operations/upgrade.md"]
)
def test_nothing_is_installed_but_what_is_locked(told: str) -> None:
    asked = re.findall(r"pip install ((?:\\\n|[^\n&])*)", (CHECKOUT / told).read_text())
    assert asked
    loose = [each for each in asked if not {"--require-hashes", "--no-deps"} & set(each.split())]
    assert loose == []


def test_the_wheel_holds_every_file_of_the_checkout_s_package(wheel: set[str]) -> None:
    kept = subprocess.run(
        ["git", "ls-files", "tenir"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert sorted(set(kept) - wheel) == []
