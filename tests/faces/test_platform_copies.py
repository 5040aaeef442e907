"""A copy of Tenir, and back: whole or not at all, and careful with what has happened since."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import tarfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tenir.integrations.upkeep.archive import LEFT, Manifest, new_file, unpacking, verified
from tenir.integrations.upkeep.postgresql_tools import ASIDE
from tenir.integrations.upkeep.stopped import Stopped
from tests.platforms import SERVER, Make, Platform

pytestmark = pytest.mark.both_databases

FILLED = """
from datetime import UTC, datetime
from io import BytesIO
from tests.cast import assemble
from tenir.apps.documents.services import keep
from tenir.apps.notices.services import Recipient, owe
from tenir.viewer import SYSTEM
from django.contrib.sessions.models import Session
from importlib import import_module
from django.conf import settings
at = datetime(2026, 3, 2, 9, tzinfo=UTC)
cast = assemble()
document = keep(BytesIO(b"what was agreed"), filename="terms.txt", title="Terms",
    purpose="contract", organisation=cast.martin.organisation_id, audience="client",
    actor=SYSTEM, at=at)
owe("notices.held", key="a-notice", to=[Recipient(None, "alice@example.org", "fr")],
    subject="", values={"count": 1, "owed_before": at}, actor=SYSTEM, at=at)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session.create()
from tenir.apps.journal.services import seal
seal(at)
print(document.pk)
"""
SEEN = """
from tenir.apps.accounts.queries import Person
from tenir.apps.documents.queries import documents, opened
from tenir.apps.journal.queries import entries
from tenir.apps.notices.queries import Notice
from tenir.viewer import SYSTEM
from importlib import import_module
from django.conf import settings
sessions = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class().objects.count()
kept = [opened(SYSTEM, one.pk).read().decode() for one in documents(SYSTEM)]
verbs = [one.verb for one in entries(SYSTEM)][:1]
ours = Notice.objects.filter(key__startswith="a-notice", channel="email")
states = sorted({one.state for one in ours})
print(Person.objects.count(), kept, verbs, states, sessions)
"""
STATES = """
from tenir.apps.notices.queries import Notice
print(sorted({one.state for one in Notice.objects.filter(key__startswith="a-notice|email")}))
"""


@pytest.fixture(scope="module")
def filled(own_database: Make) -> Platform:
    """The cast, a document, a notice owed, a session."""
    platform = own_database(migrated=True)
    platform.python(FILLED)
    return platform


@pytest.fixture(scope="module")
def copy(filled: Platform, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it."""
    path = tmp_path_factory.mktemp("copies") / "tenir.tar"
    ran = filled.tenir("backup", path)
    assert ran.returncode == 0, ran.stderr
    assert "1 documents, read again and intact" in ran.stdout
    return path


def test_a_copy_is_its_owners_alone_and_names_what_it_holds(copy: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    with tarfile.open(copy) as tar:
        names = tar.getnames()
        file = tar.extractfile("manifest.json")
        assert file is not None
        manifest = json.load(file)
    assert names[-1] == "manifest.json"
    assert sorted(manifest["members"]) == sorted(names[:-1])
    assert len([name for name in names if name.startswith("documents/")]) == 1
    assert manifest["head"][0] > 0


def test_a_copy_comes_back_with_its_notices_held_and_its_sessions_ended(
    filled: Platform, copy: Path, own_database: Make
) -> None:
    assert filled.python(SEEN).endswith("['owed'] 1")
    elsewhere = own_database()
    ran = elsewhere.tenir("restore", copy)
    assert ran.returncode == 0, ran.stderr
    assert "1 documents put back" in ran.stdout
    assert "1 sessions ended" in ran.stdout
    assert "Journal intact" in ran.stdout
    assert elsewhere.python(SEEN) == ("11 ['what was agreed'] ['tenir.restored'] ['held'] 0")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_what_a_killed_command_left_is_deleted_after_a_day(
    copy: Path, own_database: Make, tmp_path: Path, command: str
) -> None:
    """What is of today is someone's at work, and what is named otherwise is not ours."""
    here = own_database(migrated=command == "backup")
    names = ("tenir-unpacked-a1", "tenir-unpacked-b2", "tmpc3")
    old, today, other = (tmp_path / name for name in names)
    drafts = [tmp_path / "night.tar.41.partial", tmp_path / "now.tar.42.partial"]
    for folder in (old, today, other):
        folder.mkdir()
        (folder / "database.sqlite3").write_text("all that we know")
    for draft in drafts:
        draft.write_text("half of it")
    yesterday = today.stat().st_mtime - 25 * 3600
    for each in (old, other, drafts[0]):
        os.utime(each, (yesterday, yesterday))
    file = tmp_path / "new.tar" if command == "backup" else shutil.copy(copy, tmp_path)
    ran = here.tenir(command, file)
    assert ran.returncode == 0, ran.stderr
    left = {path.name for path in tmp_path.iterdir()} - {here.folder.name, Path(file).name}
    assert left == {today.name, other.name, drafts[1].name}


def test_what_is_unpacked_has_the_name_by_which_it_is_deleted(tmp_path: Path) -> None:
    with unpacking(tmp_path / "new.tar") as folder:
        assert LEFT.fullmatch(folder.name)
        assert folder.stat().st_mode & 0o777 == 0o700
    with new_file(tmp_path / "new.tar") as file:
        assert LEFT.fullmatch(Path(file.name).name)


def test_notices_are_held_though_the_documents_find_no_room(copy: Path, own_database: Make) -> None:
    here = own_database()
    (here.folder / "full").write_text("")  # no folder can be made in a file
    here.settings = {"TENIR_DOCUMENTS": str(here.folder / "full/documents")}
    ran = here.tenir("restore", copy)
    assert ran.returncode == 2
    assert "Not a directory" in ran.stderr
    here.settings = {}
    assert here.python(STATES) == "['held']"


@pytest.mark.either_database
def test_a_copy_where_nothing_can_be_written_says_where_to_put_it(own_database: Make) -> None:
    here = own_database(migrated=True)
    ran = here.tenir("--lang", "fr", "backup", "/proc/copy.tar")  # not even root writes there
    assert ran.returncode == 2
    assert f"Mettez-le où {getpass.getuser()} peut lire et écrire" in ran.stderr


def test_a_copy_replaces_what_is_there_only_when_told_twice(copy: Path, own_database: Make) -> None:
    here = own_database(migrated=True)
    refused = here.tenir("restore", copy)
    assert refused.returncode == 2
    assert "not empty" in refused.stderr
    other = here.tenir("restore", copy, "--replace", told="something else\n")
    assert other.returncode == 2
    assert here.python(SEEN).startswith("0 ")
    ran = here.tenir("restore", copy, "--replace", "--yes")
    assert ran.returncode == 0, ran.stderr
    assert here.python(SEEN).startswith("11 ")


@pytest.mark.skipif(not SERVER, reason="SQLite puts a copy back in one transaction")
def test_a_restore_that_was_cut_off_is_begun_again(copy: Path, own_database: Make) -> None:
    here = own_database(migrated=True)
    with psycopg.connect(here.database_url, autocommit=True) as session:
        session.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
        session.execute("CREATE SCHEMA public")
        session.execute("CREATE TABLE half (done integer)")
    for command in ("migrate", "worker", "doctor"):
        told = here.tenir(command)
        assert told.returncode == 2, command
        assert "begin it again: `tenir restore FILE --replace`" in told.stdout + told.stderr
    ran = here.tenir("restore", copy, "--replace", "--yes")
    assert ran.returncode == 0, ran.stderr
    assert here.python(SEEN).startswith("11 ")
    assert here.tenir("worker", "--once").returncode == 0


@pytest.mark.skipif(not SERVER, reason="SQLite has no owners")
def test_a_restore_by_whoever_does_not_own_the_database_is_refused(
    copy: Path, own_database: Make
) -> None:
    here, guest = own_database(), f"tenir_guest_{os.getpid()}"
    with psycopg.connect(here.database_url, autocommit=True) as session:
        session.execute(f"CREATE ROLE {guest} LOGIN")
        session.execute(f"GRANT CREATE ON SCHEMA public TO {guest}")
        try:
            port = session.info.port
            url = f"postgresql://{guest}@{session.info.host}:{port}/{session.info.dbname}"
            ran = replace(here, database_url=url).tenir("restore", copy)
        finally:
            session.execute(f"DROP OWNED BY {guest}")
            session.execute(f"DROP ROLE {guest}")
    assert ran.returncode == 2
    assert "PostgreSQL refuses: must be owner of schema public" in ran.stderr


def test_a_copy_is_not_put_back_under_a_running_tenir(copy: Path, own_database: Make) -> None:
    here = own_database(migrated=True)
    ran = here.python(f"""
import subprocess, sys
from django.db import connection
from tenir.apps.accounts.queries import Person
Person.objects.count()  # a session that stays open
words = [sys.executable, "-m", "tenir", "restore", {str(copy)!r}, "--replace", "--yes"]
ran = subprocess.run(words, capture_output=True, text=True)
print(ran.returncode, ran.stderr)
""")
    assert ran.startswith("2 ")
    assert "in use" in ran
    assert here.python(SEEN).startswith("0 ")


def test_a_byte_changed_anywhere_is_noticed(copy: Path, tmp_path: Path) -> None:
    whole = copy.read_bytes()
    damaged = tmp_path / "damaged.tar"
    end = len(whole.rstrip(b"\0"))
    for at in range(600, end, max(1, end // 40)):
        if not whole[at]:
            continue  # the filling between members, which nobody reads
        changed = bytearray(whole)
        changed[at] ^= 1
        damaged.write_bytes(changed)
        with pytest.raises(Stopped, match="damaged"):
            verified(damaged)


def test_a_damaged_copy_touches_nothing(copy: Path, own_database: Make, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.tar"
    damaged.write_bytes(copy.read_bytes()[:-12_000])
    here = own_database()
    ran = here.tenir("restore", damaged)
    assert ran.returncode == 2
    assert "damaged" in ran.stderr
    assert here.tenir("migrate", "--check").returncode == 1


def test_a_copy_of_a_newer_tenir_or_of_another_database_is_refused(
    copy: Path, own_database: Make, tmp_path: Path
) -> None:
    here = own_database()
    newer = rewritten(copy, tmp_path / "newer.tar", migrations=[["accounts", "9999_later"]])
    ran = here.tenir("restore", newer)
    assert ran.returncode == 2
    assert "accounts.9999_later" in ran.stderr
    format_ = rewritten(copy, tmp_path / "format.tar", format=2)
    assert "format 2" in here.tenir("restore", format_).stderr


def rewritten(copy: Path, path: Path, **changed: Any) -> Path:
    """The same copy with another manifest."""
    with tarfile.open(copy) as tar, tarfile.open(path, "w") as out:
        for member in tar:
            content = tar.extractfile(member)
            assert content is not None
            if member.name == "manifest.json":
                manifest = Manifest(**{**json.load(content), **changed})
                manifest.digest = manifest.sealed()
                text = json.dumps(asdict(manifest)).encode()
                member.size = len(text)
                (path.parent / "text").write_bytes(text)
                with (path.parent / "text").open("rb") as file:
                    out.addfile(member, file)
            else:
                out.addfile(member, content)
    return path


def test_a_document_that_is_gone_is_named_and_the_copy_written_all_the_same(
    own_database: Make, tmp_path: Path
) -> None:
    here = own_database(migrated=True)
    here.python(FILLED)
    (kept,) = [path for path in (here.folder / "documents").rglob("*") if path.is_file()]
    kept.unlink()
    ran = here.tenir("backup", tmp_path / "copy.tar")
    assert ran.returncode == 1
    assert kept.name in ran.stderr
    assert (tmp_path / "copy.tar").exists()
    assert here.tenir("backup", tmp_path / "copy.tar").returncode == 2
