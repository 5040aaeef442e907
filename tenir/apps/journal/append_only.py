"""What the database itself refuses: to change or delete an entry, or to take the chain back.

Only an entry that is not sealed yet takes its place in the chain, and nothing else of it moves.
An owner of the database can lift this, as anything; the chain and the marks kept elsewhere tell it.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("journal_entry", "journal_personal", "journal_head")
_WRITTEN = (
    "id", "verb", "subject", "client", "actor", "happened_at", "recorded_at", "clauses", "before",
    "after", "personal_digest",
)  # fmt: skip


def _moved(same: str) -> str:
    """Whether an update touches more than the sealing of an unsealed entry."""
    untouched = " AND ".join(f'NEW."{name}" {same} OLD."{name}"' for name in _WRITTEN)
    return f"NOT (OLD.position IS NULL AND {untouched})"


_SQLITE = {
    "entry_update": f"UPDATE ON journal_entry WHEN {_moved('IS')}",
    "entry_delete": "DELETE ON journal_entry",
    "personal_update": "UPDATE ON journal_personal",
    "head_update": "UPDATE ON journal_head WHEN NEW.position < OLD.position",
    "head_delete": "DELETE ON journal_head",
}
_POSTGRESQL = {
    "entry_update": (
        f"UPDATE ON journal_entry FOR EACH ROW WHEN ({_moved('IS NOT DISTINCT FROM')})"
    ),
    "entry_delete": "DELETE ON journal_entry FOR EACH ROW",
    "entry_truncate": "TRUNCATE ON journal_entry",
    "personal_update": "UPDATE ON journal_personal FOR EACH ROW",
    "personal_truncate": "TRUNCATE ON journal_personal",
    "head_update": "UPDATE ON journal_head FOR EACH ROW WHEN (NEW.position < OLD.position)",
    "head_delete": "DELETE ON journal_head FOR EACH ROW",
    "head_truncate": "TRUNCATE ON journal_head",
}
_REFUSED = "the journal is append-only"


def enforce(connection: BaseDatabaseWrapper) -> None:
    """Sets the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, event in _SQLITE.items():
                cursor.execute(
                    f"CREATE TRIGGER journal_{name} BEFORE {event} "
                    f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
                )
            return
        cursor.execute(
            "CREATE OR REPLACE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'check_violation'; END $$"
        )
        for name, event in _POSTGRESQL.items():
            cursor.execute(
                f"CREATE TRIGGER journal_{name} BEFORE {event} EXECUTE FUNCTION journal_refuses()"
            )


def lift(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers off: to undo the migration, and to empty the database of a test."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER journal_{name}")
            return
        for name, event in _POSTGRESQL.items():
            table = event.split(" ON ")[1].split()[0]
            cursor.execute(f"DROP TRIGGER journal_{name} ON {table}")
