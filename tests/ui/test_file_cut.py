"""Whoever stops reading a file half-way leaves nothing open in a database that stays connected."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.test import RequestFactory

from tenir.apps.accounts.models import Organisation
from tenir.ui.exports import file_of
from tests.ui.test_listing import asked

MANY = 2_500  # more than are read at once


def held_back() -> bool:
    """Whether a reader keeps what was written from being copied back into SQLite's file."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0.05)) as other:
        (busy, *_pages) = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(busy)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps no such file")
def test_a_file_that_is_cut_holds_nothing_back(transactional_db: None) -> None:
    names = [Organisation(name=f"Client {number:05}", kind="client") for number in range(MANY)]
    Organisation.objects.bulk_create(names)
    file = file_of(RequestFactory().get("/?format=csv"), asked(), "organisations")
    chunks = iter(file.streaming_content)
    assert [next(chunks) for _ in range(3)]
    Organisation.objects.filter(pk=names[0].pk).update(name="Written meanwhile")
    assert held_back()
    file.close()
    assert not held_back()
