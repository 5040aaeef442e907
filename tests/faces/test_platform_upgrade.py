"""An upgrade on a filled database: a later version, with one migration more, and back refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.faces.test_platform_copies import FILLED, SEEN
from tests.platforms import CHECKOUT, Make, Platform

pytestmark = pytest.mark.both_databases

LATER = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("documents", {last!r})]
    operations = [
        migrations.AddField("document", "shelf", models.CharField(default="left", max_length=9)),
        migrations.RunPython(
            lambda apps, editor: apps.get_model("documents", "Document").objects.update(shelf="top")
        ),
    ]
"""


MERGED = """
from datetime import timedelta
from functools import partial
from django.core.management import call_command
from tests.cast import assemble
from tenir import clock
from tenir.apps.agreements import services as agreements
from tenir.apps.support import clocking, services
from tenir.terms.support_clock import replay
cast, at, later = assemble(), clock.now(), clock.now() + timedelta(days=7)
contract = agreements.sign_contract(client=cast.martin.pk, number="C-1", starts_on=at.date(),
    lines=[agreements.NewLine(product="drive")], actor=cast.anna, at=at)
said = {name: "x" for name in ("problem", "observed", "expected", "steps", "context")}
said |= {"subscription": contract.subscriptions.get().pk, "impact": "high", "urgency": "critical"}
first, second = (services.open_request(cast.martin.pk, said, actor=cast.bob, at=each)
                 for each in (at, later))
services.ask_client(first.pk, "Which?", actor=cast.sam, at=at)
clocking.replay = partial(replay, merges=False)  # as engine 3 did
services.merge(first.pk, into=second.pk, actor=cast.sam, at=later)
call_command("migrate", "background", "0001", verbosity=0)
"""
WAITS = """
from django_tasks_db.models import DBTaskResult
from tenir.apps.support.models import Request
print([(job.task_path.rpartition(".")[2], job.status) for job in DBTaskResult.objects.all()],
      [each.clock for each in Request.objects.order_by("pk")])
"""
WORKED = """
from tenir import clock
from tenir.apps.support.queries import Request, why
from tenir.integrations.background import jobs
from tenir.viewer import SYSTEM
jobs.run(jobs.claim("w", now=clock.now()), clock=clock.now)
last = Request.objects.latest("pk")
now = why(SYSTEM, last.pk, at=clock.now()).clock
assert (last.clock, last.due_at) == (now.state, now.due_at)
"""


@pytest.fixture(scope="module")
def filled(own_database: Make) -> Platform:
    """Today's version, with the cast, a document, a notice owed."""
    platform = own_database(migrated=True)
    platform.python(FILLED)
    return platform


def later_version(folder: Path) -> dict[str, str]:
    """The settings of a version whose documents have one more column."""
    package = folder / "later"
    package.mkdir()
    names = sorted(
        path.stem for path in (CHECKOUT / "tenir/apps/documents/migrations").glob("0*.py")
    )
    for name in ("__init__", *names):
        source = CHECKOUT / f"tenir/apps/documents/migrations/{name}.py"
        (package / f"{name}.py").write_bytes(source.read_bytes())
    (package / "9999_shelf.py").write_text(LATER.format(last=names[-1]))
    (folder / "later_settings.py").write_text(
        "from tenir.settings import *\nMIGRATION_MODULES = {'documents': 'later'}\n"
    )
    return {
        "DJANGO_SETTINGS_MODULE": "later_settings",
        "PYTHONPATH": f"{folder}:{CHECKOUT}",
    }


def test_a_filled_database_goes_from_one_version_to_the_next(
    filled: Platform, tmp_path: Path
) -> None:
    before = filled.python(SEEN)
    later = replace(filled, settings=later_version(tmp_path))

    for command in ("serve", "worker", "tick"):
        refused = later.tenir(command)
        assert refused.returncode == 2, command
        assert "tenir migrate" in refused.stderr, command
    assert later.tenir("migrate", "--check").stdout == "documents.9999_shelf\n"
    assert later.tenir("migrate").returncode == 0
    assert later.tenir("migrate", "--check").returncode == 0
    assert later.python(SEEN) == before
    column = "cursor.execute('SELECT shelf FROM documents_document')"
    shelves = later.python(
        f"from django.db import connection\nwith connection.cursor() as cursor:\n"
        f"    {column}\n    print(cursor.fetchall())"
    )
    assert shelves == "[('top',)]"

    for command in ("serve", "migrate"):
        refused = filled.tenir(command)
        assert refused.returncode == 2, command
        assert "newer Tenir" in refused.stderr, command


def test_requests_merged_before_are_replayed_once_after_the_upgrade(own_database: Make) -> None:
    """Clause: 7.7, 7.13."""
    before = own_database(migrated=True)
    assert before.python(f"{MERGED}\n{WAITS}") == "[] ['carried', 'paused']"
    assert "background.0002_replay_merged" in before.tenir("migrate", "--check").stdout
    for _ in range(2):
        assert before.tenir("migrate").returncode == 0
        assert before.python(WAITS) == "[('replay_merged', 'READY')] ['carried', 'paused']"
    done = before.python(f"{WORKED}\n{WAITS}")
    assert done.endswith("[('replay_merged', 'SUCCESSFUL')] ['carried', 'running']")


def test_where_nothing_was_merged_an_upgrade_leaves_nothing_to_do(own_database: Make) -> None:
    empty = own_database(migrated=True)
    empty.python(MERGED.replace("services.merge", "# services.merge"))
    assert empty.tenir("migrate").returncode == 0
    assert empty.python(WAITS) == "[] ['paused', 'running']"
