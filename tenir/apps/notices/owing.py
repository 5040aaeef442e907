"""Owing a notice: rows in the caller's transaction, sent after it."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from tenir.apps.accounts.queries import Organisation, Person
from tenir.apps.notices.models import (
    Audience,
    Channel,
    Envelope,
    Notice,
    State,
    WebhookEndpoint,
)
from tenir.apps.notices.wording import Worded, template_path, worded
from tenir.many import insert_few
from tenir.prepared import Prepared
from tenir.terms import contacts
from tenir.terms.cited import Priority
from tenir.terms.phrases import LANGUAGES, Language
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms
from tenir.viewer import Viewer

CHANNELS: Mapping[str, str] = {"email": "email", "portal": "in_app", "telephone": "telephone"}
LONGEST_KEY = 160
WRITTEN = 40  # messages in one statement


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone to be told: a person who signs in, an address, or both.

    `staff` says that an address of nobody in particular is the publisher's own; `time_zone`, where
    it is known, on whose clocks they read.
    """

    person: int | None
    address: str
    language: Language
    telephone: str = ""
    staff: bool = False
    time_zone: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Around:
    """What messages are made with beside their values: who writes, and the programs that listen."""

    publisher: str
    programs: Sequence[WebhookEndpoint]


@transaction.atomic(savepoint=False)
def owe(
    kind: str,
    *,
    key: str,
    to: Sequence[Recipient],
    subject: str,
    values: Mapping[str, Any],
    actor: Viewer,  # noqa: ARG001 - who acts says so everywhere; the caller's journal names them
    at: datetime,
    organisation: int | None = None,
    severity: str = "normal",
    clauses: Sequence[str] = (),
    channels: Sequence[str] = ("email",),
    confidential: bool = False,
    leave: str = "",
    around: Around | None = None,
) -> list[Notice]:
    """Owes a message to each recipient by each channel, in the caller's transaction; its rows.

    The same key owes nothing twice, however many owe it at once. Each recipient who signs in also
    finds it in Tenir, and programs that listen to the kind are told: those of `organisation` where
    someone of its side is told, and the publisher's own. Words of a confidential notice are for the
    recipient alone: they are erased once sent, and neither shown in Tenir nor told to programs.
    `leave` is the address by which whoever asked to be told leaves, at one click of a mail program.
    `around` is what `found_around` finds, where the caller has it.
    Clause: 9.5.
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise ValueError(f"a notice's key has 1 to {LONGEST_KEY} characters: {key!r}")
    for language in LANGUAGES:
        template_path(kind, language)
    common = {
        "kind": kind, "subject": subject, "severity": severity, "clauses": list(clauses),
        "values": {} if confidential else dict(values), "confidential": confidential,
        "organisation_id": organisation, "owed_at": at,
    }  # fmt: skip
    planned = list(_planned(key, to, organisation, channels, confidential=confidential))
    told = {row["audience"] for row in planned}
    if not confidential:
        heard = organisation if Audience.CLIENT in told or "webhook" in channels else None
        around = around or found_around()
        planned += _heard(key, kind, heard, around.programs)
    if not planned:
        return []
    keys = [row["key"] for row in planned]
    publisher = around.publisher if around else publisher_name()
    rows = [{**common, **row} for row in planned]
    found = _write(rows, values, publisher=publisher, leave=leave)
    if lacking := [key for key in keys if key not in found]:
        found |= {notice.key: notice for notice in Notice.objects.filter(key__in=lacking)}
    return [found[key] for key in keys]


def channels_for(terms: Terms, *, priority: Priority) -> Judgement[tuple[str, ...]]:
    """By which channels a contact is told, in order, for that severity.

    Clause: 9.5.
    """
    judged = contacts.channels(terms, priority=priority)
    return Judgement(tuple(CHANNELS.get(means, means) for means in judged.value), judged.reason)


def _planned(
    key: str,
    to: Sequence[Recipient],
    organisation: int | None,
    channels: Sequence[str],
    *,
    confidential: bool,
) -> Iterator[dict[str, Any]]:
    """A row for each recipient and channel, each recipient once."""
    staff = set() if organisation is None else _staff(to)
    met = set()
    for recipient in to:
        who = _who(recipient)
        if who in met:
            continue
        met.add(who)
        ours = organisation is None or recipient.staff or recipient.person in staff
        audience = Audience.STAFF if ours else Audience.CLIENT
        for channel in _channels(recipient, channels, confidential=confidential):
            address = recipient.telephone if channel == Channel.TELEPHONE else recipient.address
            yield {
                "key": f"{key}|{channel}|{who}", "channel": channel, "audience": audience,
                "person_id": recipient.person, "language": recipient.language,
                "address": address,
            }  # fmt: skip


def _channels(
    recipient: Recipient, channels: Sequence[str], *, confidential: bool
) -> Iterator[Channel]:
    for name in dict.fromkeys((*channels, "in_app")):
        channel = Channel(name)
        in_app = channel == Channel.IN_APP
        if channel != Channel.WEBHOOK and not (in_app and (confidential or not recipient.person)):
            yield channel


def _who(recipient: Recipient) -> str:
    if recipient.person is not None:
        return f"p{recipient.person}"
    return "a" + hashlib.sha256(recipient.address.lower().encode()).hexdigest()[:16]


def _staff(to: Sequence[Recipient]) -> set[int]:
    """Those of the recipients who work for the publisher."""
    people = {one.person for one in to if one.person is not None and not one.staff}
    if not people:
        return set()
    held = Person.objects.filter(pk__in=people, memberships__organisation__kind="publisher")
    return set(held.values_list("pk", flat=True))


def found_around() -> Around:
    """What every message is made with, for an act that owes more than one."""
    return Around(publisher_name(), _LISTENING())


_LISTENING = Prepared(lambda: WebhookEndpoint.objects.filter(active=True).order_by("pk"))


def _heard(
    key: str, kind: str, organisation: int | None, programs: Sequence[WebhookEndpoint]
) -> Iterator[dict[str, Any]]:
    """A row for each endpoint that listens to that kind."""
    owners = {None, organisation}
    for endpoint in programs:
        hears = kind in endpoint.kinds or not (endpoint.kinds or endpoint.public)
        if endpoint.organisation_id in owners and hears:
            ours = endpoint.organisation_id is None
            yield {
                "key": f"{key}|webhook|{endpoint.pk}", "channel": Channel.WEBHOOK,
                "audience": Audience.STAFF if ours else Audience.CLIENT,
                "endpoint_id": endpoint.pk, "address": endpoint.url, "language": "",
            }  # fmt: skip


def hear(endpoint: WebhookEndpoint, *, kind: str, key: str, at: datetime) -> Notice:
    """Owes one program one notice without words of its own."""
    audience = Audience.CLIENT if endpoint.organisation_id else Audience.STAFF
    row = {
        "key": f"{key}|webhook|{endpoint.pk}", "kind": kind, "channel": Channel.WEBHOOK,
        "audience": audience, "organisation_id": endpoint.organisation_id,
        "endpoint_id": endpoint.pk, "address": endpoint.url, "owed_at": at,
    }  # fmt: skip
    (made,) = _write([{**row, "language": ""}], {}, publisher="").values()
    return made


def _write(
    rows: Sequence[Mapping[str, Any]],
    values: Mapping[str, Any],
    *,
    publisher: str,
    leave: str = "",
) -> dict[str, Notice]:
    """The notices of those rows that nobody owed before, by key."""
    said = {
        language: worded(rows[0]["kind"], language, values, publisher=publisher)
        for language in LANGUAGES
        if any(row["language"] == language for row in rows)
    }
    made: list[Notice] = []
    for first in range(0, len(rows), WRITTEN):
        some = [_notice(row, said.get(row["language"])) for row in rows[first : first + WRITTEN]]
        ours = insert_few(some, unless="key")
        insert_few([_envelope(notice, said, leave) for notice in ours])
        made += ours
    return {notice.key: notice for notice in made}


def _notice(row: Mapping[str, Any], said: Worded | None) -> Notice:
    channel, at = row["channel"], row["owed_at"]
    notice = Notice(**row, message_id=_message_id(channel), next_attempt_at=at)
    if said:
        notice.title = said.title
    if said and not notice.confidential:
        notice.text = said.text
        notice.html = said.html if channel == Channel.EMAIL else ""
    if channel == Channel.IN_APP:
        notice.state, notice.sent_at = State.SENT, at
    if channel == Channel.EMAIL and not notice.address:
        notice.state = State.FAILED
    if channel in {Channel.IN_APP, Channel.TELEPHONE} or notice.state == State.FAILED:
        notice.next_attempt_at = None
    return notice


def _envelope(notice: Notice, said: Mapping[Language, Worded], leave: str) -> Envelope:
    envelope = Envelope(notice_id=notice.pk, reply_token=_token(), bounce_token=_token())
    if notice.confidential and notice.state == State.OWED:
        words = said["en" if notice.language == "en" else "fr"]
        envelope.text, envelope.html, envelope.leave = words.text, words.html, leave
    return envelope


def _token() -> str:
    """Thirty-two letters that nobody guesses, in a case that mail servers keep."""
    return base64.b32encode(secrets.token_bytes(20)).decode().lower()


def _message_id(channel: Channel) -> str:
    if channel == Channel.WEBHOOK:
        return f"msg_{_token()}"
    domain = settings.TENIR.mail_from.rpartition("@")[2].strip(">") or "localhost"
    return f"<{_token()}@{domain}>"


def publisher_name() -> str:
    """Who writes."""
    return next(iter(_NAME()), "Tenir")


_NAME: Prepared[str] = Prepared(
    lambda: (
        Organisation.objects.filter(kind="publisher")
        .order_by("pk")
        .values_list("name", flat=True)[:1]
    )
)
