"""tools/postgresql: each way to a server, and what is said where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest

from tools import postgresql

CHECKOUT = Path(__file__).parents[2]
NOWHERE = {"PGHOST": "127.0.0.1", "PGPORT": "1"}


def run(changed: Mapping[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """The tool, with nothing of ours in its environment but that."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "TENIR_", "CI"))}
    return subprocess.run(
        [sys.executable, "-m", "tools.postgresql", *command], cwd=CHECKOUT, env={**ours, **changed},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def without_any(path: Path) -> dict[str, str]:
    """No server answers, none is installed, and no apt-get is there."""
    return {**NOWHERE, "TENIR_TEST_POSTGRESQL_PLACES": str(path), "PATH": str(path)}


def test_without_a_server_the_last_line_says_so_and_a_developer_goes_on(tmp_path: Path) -> None:
    ran = run(without_any(tmp_path), "touch", str(tmp_path / "ran"))
    assert ran.returncode == 0
    assert ran.stdout.splitlines()[-1].startswith("PostgreSQL was not tried: none answers")
    assert not (tmp_path / "ran").exists()


def ended(tmp_path: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """`make test`, whose tests are those lines of a script."""
    (tmp_path / "tests").write_text("\n".join(lines))
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "TENIR_", "CI", "MAKE"))}
    return subprocess.run(
        ["make", f"abreast=sh {tmp_path}/tests", "test"], cwd=CHECKOUT,
        env={**ours, "TENIR_TEST_POSTGRESQL": "postgresql://127.0.0.1:1/x"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


UNTRIED = f"{sys.executable} -m tools.postgresql true"


def test_what_was_not_tried_is_said_when_all_the_rest_is_done(tmp_path: Path) -> None:
    ran = ended(tmp_path, UNTRIED, "echo a thousand others passed", UNTRIED, "exit 3")
    first, before, last = ran.stdout.splitlines()
    assert first.endswith(" at a time: each is shown when it has ended.")
    assert before == "a thousand others passed"
    assert last.startswith("PostgreSQL was not tried")
    assert ran.returncode == 2


def test_a_run_says_nothing_of_what_another_did_not_try(tmp_path: Path) -> None:
    (tmp_path / "another").write_text(UNTRIED)
    ran = ended(tmp_path, f"make 'abreast=sh {tmp_path}/another' test >/dev/null", "echo all tried")
    assert (ran.stdout.splitlines()[1:], ran.returncode) == (["all tried"], 0)


def test_without_a_server_continuous_integration_fails(tmp_path: Path) -> None:
    assert run({**without_any(tmp_path), "CI": "true"}, "true").returncode == 1


def test_a_server_that_is_named_and_does_not_answer_is_not_replaced() -> None:
    ran = run({"TENIR_TEST_POSTGRESQL": "postgresql://127.0.0.1:1/x"}, "true")
    assert "TENIR_TEST_POSTGRESQL names does not answer" in ran.stdout


@pytest.mark.skipif(not postgresql.found_programs(os.environ), reason="no PostgreSQL here")
def test_a_cluster_is_made_for_the_run_and_gone_after_it() -> None:
    script = (
        "import os, psycopg; url = os.environ['TENIR_TEST_DATABASE_URL'];"
        "print(url); print(psycopg.connect(url).execute('SHOW fsync').fetchone()[0])"
    )
    ran = run({}, sys.executable, "-c", script)  # though another server may answer
    assert ran.returncode == 0, ran.stdout + ran.stderr
    url, fsync = ran.stdout.split()
    assert fsync == "off"
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


@pytest.mark.skipif(not postgresql.found_programs(os.environ), reason="no PostgreSQL here")
def test_the_commands_own_code_is_the_answer() -> None:
    assert run(NOWHERE, sys.executable, "-c", "raise SystemExit(3)").returncode == 3
