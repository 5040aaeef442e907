"""What the database itself refuses of a table: triggers, the same way for every app that keeps one.

An owner of the database can lift them, as anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Refusal:
    """Events by the names of their triggers, on each database, and what is said in refusing.

    `function` is PostgreSQL's, which all of its triggers share.
    """

    function: str
    told: str
    sqlite: Mapping[str, str]
    postgresql: Mapping[str, str]

    def enforce(self, connection: BaseDatabaseWrapper) -> None:
        """Sets the triggers."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                for name, event in self.sqlite.items():
                    cursor.execute(
                        f"CREATE TRIGGER {name} BEFORE {event} "
                        f"BEGIN SELECT RAISE(ABORT, '{self.told}'); END"
                    )
                return
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {self.function}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{self.told}' USING ERRCODE = 'check_violation'; END $$"
            )
            for name, event in self.postgresql.items():
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} EXECUTE FUNCTION {self.function}()"
                )

    def lift(self, connection: BaseDatabaseWrapper) -> None:
        """Takes the triggers off: to undo the migration, and to empty the database of a test."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                for name in self.sqlite:
                    cursor.execute(f"DROP TRIGGER {name}")
                return
            for name, event in self.postgresql.items():
                table = event.split(" ON ")[1].split()[0]
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
