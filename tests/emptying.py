"""Empties a test's database although the journal and what is frozen are never changed.

A test that commits (`transaction=True`) ends by emptying every table: the triggers that refuse it
are taken off for that moment.
"""

from importlib import import_module

from django.db import connection
from django.test import TransactionTestCase

REFUSING = ("tenir.apps.journal.append_only", "tenir.apps.reports.frozen_by_database")

_emptied = TransactionTestCase._fixture_teardown


def _emptied_too(case: TransactionTestCase) -> None:
    triggers = [import_module(name) for name in REFUSING]  # once Django is set up
    for each in triggers:
        each.lift(connection)
    _emptied(case)
    for each in triggers:
        each.enforce(connection)


TransactionTestCase._fixture_teardown = _emptied_too
