"""The habits of the repository: what is locked, what is banned, what is counted."""

import os
import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tenir import clock

CHECKOUT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
LOCKS = {path.stem: path.read_text() for path in CHECKOUT.glob("requirements/*.txt")}


def pins(name: str) -> set[str]:
    """The `name==version` lines of a lock, its markers included."""
    return set(re.findall(r"^([a-z0-9][^ ]*==[^\\\n]*)", LOCKS[name], re.M))


def names(requirements: list[object]) -> set[str]:
    return {re.split(r"[\[~=<> ]", r)[0] for r in requirements if isinstance(r, str)}


def test_the_locks_name_no_host() -> None:
    assert LOCKS.keys() == {
        "uv",
        "build",
        "dev",
        "run",
        "s3",
        "terms",
        "mutants",
        "interop",
        "audit",
    }
    for text in LOCKS.values():
        assert not re.search(r"://|--index|--find-links|--extra-index", text)


def test_every_locked_package_has_its_hashes() -> None:
    for text in LOCKS.values():
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
        assert blocks
        assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("lock", ["run", "s3", "terms"])
def test_no_two_environments_differ_in_a_version(lock: str) -> None:
    assert pins(lock) <= pins("dev")


def test_every_dependency_is_locked() -> None:
    project, groups = PYPROJECT["project"], PYPROJECT["dependency-groups"]
    wanted = {
        "dev": {*names(project["dependencies"]), *names(groups["check"]), *names(groups["bench"])},
        "run": names(project["dependencies"]),
        "s3": names(project["dependencies"]) | names(project["optional-dependencies"]["s3"]),
        "terms": names(groups["terms"]) | names(groups["test"]),
    }
    for lock, packages in wanted.items():
        locked = {pin.partition("==")[0] for pin in pins(lock)}
        assert {package.replace(".", "-") for package in packages} <= locked


def test_documents_in_a_bucket_are_installed_from_a_lock_that_holds_all_the_rest() -> None:
    assert pins("run") < pins("s3")
    more = {pin.partition("==")[0] for pin in pins("s3") - pins("run")}
    assert {"django-storages", "boto3", "botocore", "s3transfer"} <= more
    page = (CHECKOUT / "docs/operations/install.md").read_text()
    assert "--require-hashes --requirement requirements/s3.txt" in page
    container = (CHECKOUT / "deploy/Containerfile").read_text()
    assert "requirements/${REQUIREMENTS}.txt" in container


def test_the_rules_need_no_more_than_the_whole_and_no_django() -> None:
    project, groups = PYPROJECT["project"], PYPROJECT["dependency-groups"]
    assert names(groups["terms"]) < names(project["dependencies"])
    assert "django" not in LOCKS["terms"].lower()


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("from datetime import datetime\nseen = datetime.now()", "tenir.clock.now()"),
        ("import datetime\nseen = datetime.datetime.utcnow()", "tenir.clock.now()"),
        ("from datetime import date\nseen = date.today()", "take `on` as an argument"),
        ("import time\nseen = time.time()", "time.perf_counter()"),
        ("from django.utils import timezone\nseen = timezone.now()", "tenir.clock.now()"),
        ("from django.db.models import signals\nseen = signals", "Call the other app's service"),
        ("from django.dispatch import receiver\nseen = receiver", "Call the other app's service"),
    ],
)
def test_the_time_and_signals_are_banned_with_a_word_of_advice(line: str, advice: str) -> None:
    assert advice in banned(line, "tenir/terms/penalties.py")
    assert banned(line, "tenir/clock.py") == ""


def banned(text: str, path: str) -> str:
    """What ruff says of names banned in that text, were it in that file."""
    ruff = Path(sys.executable).with_name("ruff")
    ran = subprocess.run(
        [ruff, "check", "--no-cache", "--quiet", "--select=TID251", "--stdin-filename", path, "-"],
        cwd=CHECKOUT, input=text, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.stdout


def test_the_clock_tells_an_aware_instant_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)  # noqa: TID251  the clock's own test


def a_run(folder: Path, test: str, *options: str) -> subprocess.CompletedProcess[str]:
    """A run of that one test under our conftest, with one shared vector file beside it."""
    (folder / "shared/vectors").mkdir(parents=True)
    (folder / "conftest.py").write_bytes((CHECKOUT / "tests/conftest.py").read_bytes())
    (folder / "test_it.py").write_text(test)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--disable-plugin-autoload", *options],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "TENIR_SHARED": str(folder / "shared")},
    )  # fmt: skip


def test_a_run_that_must_try_vectors_and_tries_none_fails(tmp_path: Path) -> None:
    ran = a_run(tmp_path, "def test_it(): pass", "--vectors-required")
    assert ran.returncode == 1
    assert "vectors is there and none was tried" in ran.stdout


def test_a_run_says_how_many_vectors_it_tried(tmp_path: Path) -> None:
    test = "def test_it(tried):\n    tried('icinga', 16)\n    tried('working_time', 92)"
    ran = a_run(tmp_path, test, "--vectors-required")
    assert ran.returncode == 0
    assert "vectors tried: 108 (icinga 16, working_time 92)" in ran.stdout


def test_a_run_of_one_test_need_not_try_any(tmp_path: Path) -> None:
    assert a_run(tmp_path, "def test_it(): pass").returncode == 0
