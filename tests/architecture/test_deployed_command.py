"""`deploy/tenir`: a command runs as the services do, whoever calls it and from where."""

from __future__ import annotations

import getpass
import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

PROGRAM = """#!/bin/sh
exec python3 -c 'import json, os, sys
print(json.dumps([sys.argv[1:], dict(os.environ), oct(os.umask(0))]))' "$@"
"""
SETTINGS = """# a comment with = in it

TENIR_MAIL_FROM=Tenir <tenir@example.org>
TENIR_URL="https://tenir.example.org"
TENIR_DATABASE_URL=postgresql://tenir:a=b$c`d`@127.0.0.1/tenir?pool=4
TENIR_SECRET_KEY=
AWS_ACCESS_KEY_ID=key
TENIR_LOG=text"""


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """The command, with places and a user of this test's own."""
    program, settings = tmp_path / "program", tmp_path / "tenir.env"
    program.write_text(PROGRAM)
    program.chmod(0o755)
    settings.write_text(SETTINGS)
    _, line, rest = (CHECKOUT / "deploy/tenir").read_text().partition("user=tenir ")
    assert line
    ours = f"user={getpass.getuser()} settings={settings} program={program}\n"
    made = tmp_path / "tenir"
    made.write_text(_ + ours + rest.partition("\n")[2])
    made.chmod(0o755)
    return made


def ran(command: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], **more}
    return subprocess.run(
        [command, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_it_has_the_settings_of_the_services_and_what_it_is_told(command: Path) -> None:
    done = ran(command, "backup", "a file.tar")
    words, environment, umask = json.loads(done.stdout)
    assert words == ["backup", "a file.tar"]
    assert environment["TENIR_MAIL_FROM"] == "Tenir <tenir@example.org>"
    assert environment["TENIR_URL"] == "https://tenir.example.org"
    assert environment["TENIR_DATABASE_URL"] == (
        "postgresql://tenir:a=b$c`d`@127.0.0.1/tenir?pool=4"
    )
    assert (environment["AWS_ACCESS_KEY_ID"], environment["TENIR_LOG"]) == ("key", "text")
    assert (environment["HOME"], umask) == ("/var/lib/tenir", "0o77")
    assert done.stderr == ""


def test_what_the_caller_sets_wins(command: Path) -> None:
    direct = "postgresql://tenir@server/tenir"
    _, environment, _ = json.loads(ran(command, TENIR_DATABASE_URL=direct).stdout)
    assert environment["TENIR_DATABASE_URL"] == direct


def test_settings_that_cannot_be_read_are_for_later(command: Path) -> None:
    """What a mail server pipes in is not sent back to whoever wrote it."""
    command.with_name("tenir.env").unlink()
    done = ran(command, "mail-in")
    assert done.returncode == os.EX_TEMPFAIL
    assert "chmod 640" in done.stderr


def test_pages_call_it_by_where_it_is_installed() -> None:
    install = (CHECKOUT / "docs/operations/install.md").read_text()
    assert "install -m 0755 deploy/tenir /usr/local/bin/tenir" in install
    notices = (CHECKOUT / "docs/operations/notices.md").read_text()
    assert notices.count("argv=/usr/local/bin/tenir ") == 2
    assert "argv=/opt/" not in notices
