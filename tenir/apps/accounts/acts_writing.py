"""Acts on what a person writes on pages: no facts, so the journal has none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tenir.apps.accounts.models_writing import SentForm, Unsent
from tenir.apps.accounts.secret import digest, seal
from tenir.terms.errors import Refused
from tenir.viewer import Viewer

LONGEST = 200_000  # characters of one form
MOST = 100  # forms of one person's


class FaultyWords(Refused):
    """More than is kept of what is not sent yet."""


@transaction.atomic
def keep_unsent(
    place: str, words: Mapping[str, str], *, shown: str, actor: Viewer, at: datetime
) -> Unsent | None:
    """Keeps what a person has typed so far; nothing where it is empty, or was sent from that page.

    `shown` is the page's own token: what comes late, after the form itself, brings nothing back.
    """
    told = {name: text for name, text in words.items() if text.strip()}
    if sum(map(len, told.values())) > LONGEST or not 0 < len(place) <= 80:
        raise FaultyWords("accounts.unsent_too_long", most=LONGEST)
    own = Unsent.objects.filter(person=actor.person)
    if not told or SentForm.objects.filter(person=actor.person, shown=digest(shown)).exists():
        own.filter(place=place).delete()
        return None
    kept, made = Unsent.objects.update_or_create(
        person_id=actor.person or 0, place=place,
        defaults={"words": seal(json.dumps(told)), "kept_at": at},
    )  # fmt: skip
    if made:
        outlived = own.order_by("-kept_at", "-pk").values_list("pk", flat=True)[MOST:]
        Unsent.objects.filter(pk__in=list(outlived)).delete()
    return kept


def drop_unsent(place: str, *, actor: Viewer) -> None:
    """What was typed there is sent, or given up."""
    Unsent.objects.filter(person=actor.person, place=place).delete()


def note_sent(key: str, *, shown: str, actor: Viewer, at: datetime) -> SentForm:
    """A form is being done: IntegrityError where the same was done, or is being done, already."""
    return SentForm.objects.create(
        person_id=actor.person or 0, key=key, shown=digest(shown), sent_at=at
    )


def forget_writing(*, unsent_before: datetime, sent_before: datetime) -> int:
    """Forgets what nobody came back to; how much."""
    sent = SentForm.objects.filter(sent_at__lt=sent_before).delete()[0]
    return sent + Unsent.objects.filter(kept_at__lt=unsent_before).delete()[0]
