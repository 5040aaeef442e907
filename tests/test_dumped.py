"""PostgreSQL's database of a run, made again from what pg_dump told, is what it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import dumped


@pytest.mark.skipif(not dumped.SERVER or not dumped.program(), reason="no pg_dump of the server's")
def test_what_is_made_again_is_told_alike(tables: str, tmp_path: Path) -> None:
    first, again = tmp_path / "first.sql", tmp_path / "again.sql"
    name = f"test_again_{os.getpid()}"
    dumped.dumped(tables, first)
    dumped.made(name, first)
    try:
        dumped.dumped(name, again)
    finally:
        dumped.dropped(name)
    assert "CREATE TABLE public.journal_entry" in first.read_text()
    assert said(first) == said(again)


def said(path: Path) -> list[str]:
    """Its lines, without those of psql, which are of chance."""
    return [line for line in path.read_text().splitlines() if not line.startswith("\\")]
