"""The tables are brought to this version, and whoever waits sees how far that is."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader

from tenir.integrations.upkeep import schema

STEPS = ("render_start", "render_success", "apply_start", "apply_success")


@pytest.mark.django_db
@pytest.mark.either_database
def test_each_migration_is_told_once_it_is_done_out_of_those_that_were_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = sorted(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)
    lacking, told = known[-2:], list[tuple[int, int]]()

    def called(command: Any, **_: Any) -> None:
        for _each in lacking if not isinstance(command, str) else ():
            for step in STEPS:
                command.migration_progress_callback(step, None, fake=False)

    monkeypatch.setattr(schema, "applied", lambda: set(known[:-2]))
    monkeypatch.setattr(schema, "call_command", called)
    schema.bring_up_to_date(lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
