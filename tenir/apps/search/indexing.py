"""The database's own index of the words: FTS5 on SQLite, GIN over lexemes on PostgreSQL.

On SQLite three triggers keep FTS5 with the table, as its documentation has it; on PostgreSQL a
generated column does. Words are folded before they come here, so neither database's dictionaries
have a say, and a query holds nothing but words and marks: there is no syntax to escape. FTS5's
`ascii` splits at nothing but the space between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

_FTS5 = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_found',"
    " content_rowid='id', detail=none,"
    " tokenize=\"ascii tokenchars '@=.'\", prefix='1 2 3 4 5 6')",
    "CREATE TRIGGER search_words_insert AFTER INSERT ON search_found BEGIN"
    " INSERT INTO search_words(rowid, words) VALUES (NEW.id, NEW.words); END",
    "CREATE TRIGGER search_words_delete AFTER DELETE ON search_found BEGIN"
    " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);"
    " END",
    "CREATE TRIGGER search_words_update AFTER UPDATE OF words ON search_found BEGIN"
    " INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);"
    " INSERT INTO search_words(rowid, words) VALUES (NEW.id, NEW.words); END",
)
_GIN = (
    "ALTER TABLE search_found ADD COLUMN lexemes tsvector GENERATED ALWAYS AS"
    " (array_to_tsvector(string_to_array(words, ' '))) STORED",
    # without a list of what waits to be merged, which each search would have to go through
    "CREATE INDEX search_lexemes ON search_found USING gin (lexemes) WITH (fastupdate = off)",
)


def add(connection: BaseDatabaseWrapper) -> None:
    """Makes it."""
    with connection.cursor() as cursor:
        for statement in _FTS5 if connection.vendor == "sqlite" else _GIN:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Takes it away."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("ALTER TABLE search_found DROP COLUMN lexemes")
            return
        for event in ("insert", "delete", "update"):
            cursor.execute(f"DROP TRIGGER search_words_{event}")
        cursor.execute("DROP TABLE search_words")


def purge(connection: BaseDatabaseWrapper) -> None:
    """Drops the words of rows that are gone: FTS5 keeps them, marked, until it merges."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")


LONGEST_BEGINNING = 6  # letters: FTS5 reads a beginning of its own index as it reads a word


def matching(vendor: str, marks: Sequence[str], words: Sequence[str]) -> tuple[str, list[str]]:
    """A query of the keys of the rows with one of the marks and each word or its beginning.

    The latest first, as they are read: who takes some of them has the others not read. A word that
    is a mark (`=`) is no beginning.
    """
    if vendor == "sqlite":
        longer = [word for word in words if len(word) > LONGEST_BEGINNING and word[0] != "="]
        return (
            "SELECT f.id FROM search_words w JOIN search_found f ON f.id = w.rowid"
            " WHERE search_words MATCH %s"
            + " AND instr(' ' || f.words, %s) > 0" * len(longer)
            + " ORDER BY w.rowid DESC",
            [_fts5(marks, words), *(f" {word}" for word in longer)],
        )
    return (
        "SELECT id FROM search_found WHERE lexemes @@ %s::tsquery ORDER BY id DESC",
        [_tsquery(marks, words)],
    )


def _fts5(marks: Sequence[str], words: Sequence[str]) -> str:
    either = " OR ".join(f'"{mark}"' for mark in marks)
    begun = [f'"{word}"' if word[0] == "=" else f'"{word[:LONGEST_BEGINNING]}" *' for word in words]
    return " AND ".join([f"({either})", *begun])


def _tsquery(marks: Sequence[str], words: Sequence[str]) -> str:
    either = " | ".join(f"'{mark}'" for mark in marks)
    begun = [f"'{word}'" if word[0] == "=" else f"'{word}':*" for word in words]
    return " & ".join([f"({either})", *begun])
