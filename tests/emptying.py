"""Empties a test's database although the journal is append-only.

A test that commits (`transaction=True`) ends by emptying every table: the triggers of the journal
are taken off for that moment.
"""

from django.db import connection
from django.test import TransactionTestCase

_emptied = TransactionTestCase._fixture_teardown


def _emptied_too(case: TransactionTestCase) -> None:
    from tenir.apps.journal.append_only import enforce, lift  # noqa: PLC0415  once Django is set up

    lift(connection)
    _emptied(case)
    enforce(connection)


TransactionTestCase._fixture_teardown = _emptied_too
