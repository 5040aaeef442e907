"""The database before anything else is asked of it: does it answer, may we work in it?"""

from __future__ import annotations

from contextlib import closing

import psycopg
from django.db import DatabaseError, connection

from tenir.faults import Pair
from tenir.integrations.upkeep.postgresql_tools import ASIDE, parameters
from tenir.logs import scrubbed

PATIENCE = 20  # seconds, unless the URL says connect_timeout
MIGRATIONS = "django_migrations"
Obstacle = tuple[Pair, Pair]  # what the database does, as words that follow its name; what to do


def obstacle(*, making: bool = False, restoring: bool = False) -> Obstacle | None:
    """What keeps us from working in the database, and what to do.

    `making` tables asks for more; `restoring` goes on where a restore was cut off.
    """
    try:
        if connection.vendor == "postgresql":
            with closing(psycopg.connect(**{"connect_timeout": PATIENCE} | parameters())):
                pass  # the pool would ask again for twenty seconds, and not say why
        connection.ensure_connection()
        if connection.vendor != "postgresql":
            return None
        return _unfit(making=making) or (None if restoring else _half_restored())
    except (DatabaseError, psycopg.Error) as error:
        said = scrubbed(str(error).strip().split("\n")[0].rstrip("."))
        return (f"ne répond pas\u202f: {said}", f"does not answer: {said}"), _remedy()


def _remedy() -> Pair:
    if connection.vendor == "postgresql":
        return (
            "Vérifiez que le serveur tourne et TENIR_DATABASE_URL.",
            "See that the server runs, and TENIR_DATABASE_URL.",
        )
    path = connection.settings_dict["NAME"]
    return (
        f"Vérifiez {path}, son dossier et leurs droits.",
        f"See {path}, its folder and their rights.",
    )


def _unfit(*, making: bool) -> Obstacle | None:
    """What of it does not suit: its encoding, then what it lets our user do."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_encoding'), current_user, current_database(),"
            " coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),"
            " coalesce(has_table_privilege(to_regclass(%s)::oid, 'SELECT'), true)",
            [MIGRATIONS],
        )
        encoding, user, name, may_make, may_read = cursor.fetchone()
    if encoding != "UTF8":
        return (f"a le codage {encoding}", f"has the encoding {encoding}"), (
            "Recréez-la avec --encoding UTF8 --template template0 (docs/operations/install.md).",
            "Make it again with --encoding UTF8 --template template0 (docs/operations/install.md).",
        )
    if not may_read or (making and not may_make):
        return (f"ne laisse pas travailler {user}", f"does not let {user} work"), (
            "Mettez dans TENIR_DATABASE_URL qui la possède avec ses tables, ou donnez-la-lui\u202f:"
            f" ALTER DATABASE {name} OWNER TO {user}.",
            "Put who owns it and its tables into TENIR_DATABASE_URL, or give it:"
            f" ALTER DATABASE {name} OWNER TO {user}.",
        )
    return None


def _half_restored() -> Obstacle | None:
    """What it held stands aside: whoever made tables now would take the empty place for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [ASIDE])
        if not cursor.fetchone()[0]:
            return None
    return (
        "est en cours de restauration, ou une restauration a été coupée",
        "is being restored, or a restore was cut off",
    ), (
        "Si aucune ne tourne, recommencez-la\u202f: `tenir restore FICHIER --replace`.",
        "Where none runs, begin it again: `tenir restore FILE --replace`.",
    )
