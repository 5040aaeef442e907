"""The operators' commands, as processes."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tenir.faces.cli import run
from tests.platforms import CHECKOUT, Make, Platform

pytestmark = pytest.mark.both_databases

PATIENCE = 30.0


@pytest.fixture(scope="module")
def platform(own_database: Make) -> Platform:
    """A platform with the tables of this version."""
    return own_database(migrated=True)


def until(true: Callable[[], object], process: subprocess.Popen[str] | None = None) -> None:
    """Waits for that, and not for ever."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert process is None or process.poll() is None, process.communicate()[0]
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def answers(port: int, path: str) -> str | None:
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return str(response.read().decode())
    except HTTPError as refused:
        return f"{refused.code}"
    except URLError:
        return None


def test_pages_are_served_until_told_to_stop(platform: Platform, free_port: int) -> None:
    process = platform.from_nothing("serve", "--port", free_port, "--workers", "1")
    try:
        until(lambda: answers(free_port, "/healthz"), process)
        assert answers(free_port, "/readyz") == "ok\n"
        assert "tenir_workers_alive" in str(answers(free_port, "/metrics"))
        assert "csrfmiddlewaretoken" in str(answers(free_port, "/account/login/"))
    finally:
        process.terminate()
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "login" in said
    assert "leaked" not in said  # what is read before the fork is taken apart on the way out


def test_the_pages_do_not_start_on_an_empty_database(own_database: Make) -> None:
    empty = own_database()
    for command in ("serve", "worker", "tick", "deliver", "backup"):
        ran = empty.tenir(command, *(["x"] if command == "backup" else []))
        assert ran.returncode == 2, command
        assert "Run `tenir migrate`" in ran.stderr, command


def test_two_that_migrate_at_once_wait_for_each_other(own_database: Make) -> None:
    empty = own_database()
    both = [empty.from_nothing("migrate") for _ in range(2)]
    told = [each.communicate(timeout=120)[0] for each in both]
    assert [each.returncode for each in both] == [0, 0], told


@pytest.mark.either_database
def test_a_port_in_use_is_said_before_anything_starts(platform: Platform) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = platform.tenir("--lang", "fr", "serve", "--port", port)
        assert ran.returncode == 2
        assert f"127.0.0.1:{port} n'est pas libre" in ran.stderr
        assert f"--port {port + 1}" in platform.tenir("run", "--port", port).stderr


@pytest.mark.either_database
def test_faulty_settings_are_said_line_by_line(platform: Platform) -> None:
    faulty = replace(platform, settings={"TENIR_MODE": "production"})
    ran = faulty.from_nothing("doctor")
    told, _ = ran.communicate()
    assert ran.returncode == 2
    assert [line.split(":")[0] for line in told.splitlines()] == [
        "✗ TENIR_SECRET_KEY", "✗ TENIR_URL", "✗ TENIR_MAIL_URL", "✗ TENIR_MAIL_FROM",
    ]  # fmt: skip


@pytest.mark.either_database
@pytest.mark.parametrize("command", ["mail-in", "bounce"])
def test_mail_waits_where_the_settings_are_faulty(platform: Platform, command: str) -> None:
    """A mail server sends back to its writer what ends with a code that it does not know."""
    faulty = replace(platform, settings={"TENIR_LOG": "xml"})
    ran = subprocess.run(
        [sys.executable, "-m", "tenir", command], env=faulty.environment, input="Subject: help\n\n",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == os.EX_TEMPFAIL
    assert "TENIR_LOG" in ran.stderr


def test_the_doctor_is_content_once_the_work_runs(own_database: Make) -> None:
    here = own_database(migrated=True)
    ill = here.tenir("doctor", "--json")
    assert ill.returncode == 2
    assert {"loop jobs", "loop tick", "loop deliver"} == failed(ill.stdout)
    assert here.tenir("worker", "--once").returncode == 0
    well = here.tenir("doctor", "--json")
    assert failed(well.stdout) == set()
    assert well.returncode == 1  # a demonstration, and it sends no mail
    told = [json.loads(line) for line in well.stdout.splitlines()]
    assert all(line["remedy"] for line in told if line["state"] != "ok")
    assert {"database", "tables", "isolation", "writing", "storage", "documents", "disk", "mail",
            "queue", "journal", "settings"} <= {line["of"] for line in told}  # fmt: skip


def test_the_doctor_names_what_is_out_of_order(own_database: Make) -> None:
    here = own_database(migrated=True)
    here.settings = {
        "TENIR_MAIL_URL": "smtp://name:hemlig@127.0.0.1:1",
        "TENIR_CLAMAV": "127.0.0.1:1",
        "TENIR_DOCUMENTS": str(here.folder / "secret/documents"),
    }
    ran = here.tenir("--lang", "fr", "doctor", "--json")
    assert ran.returncode == 2, ran.stderr
    assert failed(ran.stdout) >= {"mail", "scanner"}
    assert "hemlig" not in ran.stdout + ran.stderr
    assert "Vérifiez TENIR_MAIL_URL" in ran.stdout


def failed(said: str) -> set[str]:
    told = [json.loads(line) for line in said.splitlines()]
    return {line["of"] for line in told if line["state"] == "failed"}


def test_the_first_administrator_comes_by_a_link_good_once(own_database: Make) -> None:
    here = own_database(migrated=True)
    assert "--publisher" in here.tenir("create-admin", "adam@example.org").stderr
    ran = here.tenir("create-admin", "adam@example.org", "--publisher", "Lumen Éditions")
    assert ran.returncode == 0, ran.stderr
    link = r"http://127\.0\.0\.1:8000/account/invitation/\S+/"
    (first,) = re.findall(link, ran.stdout)
    (again,) = re.findall(link, here.tenir("create-admin", "ADAM@example.org").stdout)
    assert again != first  # lost on the way: another, and the first is dead


def test_a_worker_finishes_when_told_to_stop(platform: Platform) -> None:
    process = platform.started("worker")
    asked = "from tenir.integrations.background.models import Pulse\nprint(Pulse.objects.count())"
    try:
        until(lambda: process.poll() is not None or int(platform.python(asked)) >= 3)
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(PATIENCE)
    said = (platform.folder / "log").read_text()
    assert code == 0, said
    assert "Traceback" not in said


SUPERVISOR = """
import sys
from tenir.faces.cli.platform import stop_asked
from tenir.faces.cli.supervision import supervised
stop = stop_asked()
child = "import os, time; print('alive', os.getpid(), flush=True); time.sleep(60)"
supervised({name: [sys.executable, "-c", child] for name in ("web", "worker")}, stop=stop)
"""


def test_what_dies_is_started_again_and_both_end_together(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR], text=True, stdout=subprocess.PIPE, bufsize=1,
        cwd=CHECKOUT, env=os.environ | {"COLUMNS": "200"},
    )  # fmt: skip
    assert process.stdout is not None
    lives: list[tuple[str, int]] = []
    while len(lives) < 3:
        line = process.stdout.readline()
        if found := re.match(r"\s*(web|worker) \| alive (\d+)", line):
            lives.append((found[1], int(found[2])))
            if len(lives) == 2:
                os.kill(lives[0][1], signal.SIGKILL)
    assert lives[2][0] == lives[0][0]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    for _, pid in lives:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for unit in (CHECKOUT / "deploy/systemd").glob("*.service"):
        text = unit.read_text().replace("/opt/tenir/.venv/bin/tenir", sys.executable)
        (tmp_path / unit.name).write_text(text)
    ran = subprocess.run(
        ["systemd-analyze", "verify", *tmp_path.glob("*.service")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.clause("5.4")
def test_a_month_is_frozen_for_the_whole_portfolio_in_one_command(platform: Platform) -> None:
    done = platform.tenir("--lang", "en", "freeze", "--month", "2026-09")
    assert (done.returncode, done.stdout) == (0, "09/2026: nothing new to freeze.\n")
    refused = platform.tenir("--lang", "en", "freeze", "--month", "2099-01")
    assert (refused.returncode, "is not over" in refused.stderr) == (2, True)


@pytest.mark.either_database
def test_a_file_of_the_folder_it_is_started_in_is_not_taken_for_python_s(tmp_path: Path) -> None:
    (tmp_path / "csv.py").write_text("raise SystemExit('not the one of Python')")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    told = subprocess.run(
        [*run.TENIR, "--help"], cwd=tmp_path, env=kept, capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (0, "")
