"""What happened to a request is written once: the database refuses the rest."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction

from tenir.apps.accounts.models import Person
from tenir.apps.parties.models import Contact
from tenir.apps.support import services
from tenir.apps.support.models import Entry
from tests.apps.support.conftest import NINE, TEN, Open
from tests.cast import Cast

Tried = Callable[[Entry], object]
CHANGED = {
    "its words": lambda entry: Entry.objects.filter(pk=entry.pk).update(text="Never said"),
    "its instant": lambda entry: Entry.objects.filter(pk=entry.pk).update(happened_at=NINE),
    "its facts": lambda entry: Entry.objects.filter(pk=entry.pk).update(facts={"impact": "low"}),
    "its author": lambda entry: Entry.objects.filter(pk=entry.pk).update(
        author=Person.objects.exclude(pk=entry.author_id).earliest("pk")
    ),
    "its words, under cover of its author": lambda entry: Entry.objects.filter(pk=entry.pk).update(
        author=None, text="Never said"
    ),
    "the contact who wrote it": lambda entry: Entry.objects.filter(pk=entry.pk).update(
        author=None, contact=Contact.objects.earliest("pk")
    ),
    "the line": lambda entry: entry.delete(),
    "its file": lambda entry: entry.documents.clear(),
    "its request": lambda entry: entry.request.delete(),
}


@pytest.fixture
def entry(open_: Open, cast: Cast) -> Entry:
    """Bob's reply, with a file."""
    found = open_()
    kept = services.attach(
        found.pk, BytesIO(b"Error 500"), filename="seen.txt", actor=cast.bob, at=TEN
    )
    return services.reply(found.pk, "Here", files=[kept.pk], actor=cast.bob, at=TEN)


@pytest.mark.parametrize("what", CHANGED)
def test_the_database_refuses_to_change(entry: Entry, what: str) -> None:
    """Clause: 7.7."""
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        CHANGED[what](entry)
    entry.refresh_from_db()
    assert (entry.text, entry.documents.count()) == ("Here", 1)


def test_an_author_is_forgotten_and_the_word_stays(entry: Entry) -> None:
    """Clause: 7.7."""
    Entry.objects.filter(pk=entry.pk).update(author=None)
    entry.refresh_from_db()
    assert (entry.author, entry.side, entry.text) == (None, "client", "Here")
