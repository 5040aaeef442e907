"""What the database itself refuses: to change or remove what was frozen."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSED = "what is frozen never changes: write a revision"
ACTS = ("UPDATE", "DELETE")


def enforce(connection: BaseDatabaseWrapper) -> None:
    """Sets the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for act in ACTS:
                cursor.execute(
                    f"CREATE TRIGGER reports_frozen_{act.lower()} BEFORE {act} ON reports_frozen "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
                )
            return
        cursor.execute(
            "CREATE FUNCTION reports_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'check_violation'; END $$"
        )
        for act in (*ACTS, "TRUNCATE"):
            each = "STATEMENT" if act == "TRUNCATE" else "ROW"
            cursor.execute(
                f"CREATE TRIGGER reports_frozen_{act.lower()} BEFORE {act} ON reports_frozen "
                f"FOR EACH {each} EXECUTE FUNCTION reports_refuse()"
            )


def lift(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers off: to undo the migration, and to empty the database of a test."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for act in ACTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS reports_frozen_{act.lower()}")
            return
        for act in (*ACTS, "TRUNCATE"):
            cursor.execute(f"DROP TRIGGER IF EXISTS reports_frozen_{act.lower()} ON reports_frozen")
        cursor.execute("DROP FUNCTION IF EXISTS reports_refuse()")
