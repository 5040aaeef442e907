"""Mail that comes in: what answers a notice joins its request, the rest is kept for staff.

Clause: 7.1, 7.9, 7.12.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tenir.apps.accounts.queries import Person, people_with, viewer_of
from tenir.apps.documents import services as documents
from tenir.apps.documents.queries import Document
from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.notices.queries import notice_of_reply_token
from tenir.apps.notices.queries import notices as notices_of
from tenir.apps.notices.services import Recipient
from tenir.apps.parties import queries as parties
from tenir.apps.support.asked_desk import kept_mail
from tenir.apps.support.conversing import NothingSaid, attach, note, reply
from tenir.apps.support.elements import LONGEST
from tenir.apps.support.happening import locked_where_it_goes_on
from tenir.apps.support.models import Entry, KeptMail, Request
from tenir.apps.support.rights import NotNow, must_answer
from tenir.terms.errors import Refused
from tenir.terms.phrases import Language, say
from tenir.viewer import SYSTEM, NotSeen, StaffRole, Viewer

STRANGERS = 50  # answers a day to addresses that nobody here knows


class UnknownSender(Refused):
    """A mail that answers no notice of ours, or not from the one whom it was sent to."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail: its name, what the mail says that it is, its bytes."""

    name: str
    claimed: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Joined:
    """A mail's entry, and why each file that was not taken was not."""

    entry: Entry
    refused: tuple[str, ...] = ()


@transaction.atomic
def reply_by_mail(
    token: str,
    text: str,
    *,
    sender: str,
    message_id: str,
    at: datetime,
    attached: Sequence[Attached] = (),
) -> Joined:
    """A mail that answers a notice joins its request, as the word of whom the notice was sent to.

    The token is in the address that the mail came to; the sender must be the one who received it,
    with an account or without, and still be a contact. The same Message-ID joins once. A file that
    is not taken is named in the entry. What was merged is answered where it goes on. What an agent
    answers stays inside: it may quote what is internal.
    Raises UnknownSender, NotEntitled, NotSeen, NothingSaid.
    Clause: 7.1, 7.9, 7.12.
    """
    request, actor = _answering(token, sender)
    key = f"mail/{message_id.strip()}"[:300]
    if known := Entry.objects.filter(key=key).first():
        return Joined(known)
    found = locked_where_it_goes_on(request, actor)
    if not text.strip() and not attached:
        raise NothingSaid("requests.nothing_said")
    kept, refused = _kept(found, _whole(text, attached), actor=actor, at=at)
    words = _with_refused(text.strip()[:LONGEST], refused, actor.language)
    if actor.is_staff:
        must_answer(actor)
        entry = note(request, words, files=kept, channel="email", key=key, actor=actor, at=at)
    else:
        entry = reply(request, words, files=kept, channel="email", key=key, actor=actor, at=at)
    return Joined(entry, refused)


@transaction.atomic
def keep_mail(
    raw: bytes,
    *,
    reason: str,
    detail: str = "",
    automatic: bool = False,
    sender: str = "",
    title: str = "",
    text: str = "",
    request: Request | None = None,
    at: datetime,
) -> KeptMail:
    """A mail that could not be placed is kept for staff, who are told once a day; twice is once."""
    found, new = KeptMail.objects.get_or_create(
        digest=sha256(raw).hexdigest(),
        defaults={
            "reason": reason[:60], "detail": _plain(detail)[:2000], "automatic": automatic,
            "sender": _plain(sender)[:320], "title": _plain(title)[:300],
            "text": _plain(text)[:LONGEST], "received_at": at, "size": len(raw),
            "content": zlib.compress(raw, 1), "request": request,
        },
    )  # fmt: skip
    if new and not automatic:
        _tell_agents(at)
    return found


@transaction.atomic
def settle_mail(mail: int, *, because: str, actor: Viewer, at: datetime) -> KeptMail:
    """An agent has seen to a mail that was kept, and says how: it waits no more."""
    must_answer(actor)
    found = _held(mail, actor)
    if not because.strip():
        raise NothingSaid("requests.no_reason")
    if found.settled_at is None:
        found.settled_at, found.settled_by_id = at, actor.person
        found.settled_because = because.strip()
        found.save(update_fields=["settled_at", "settled_by", "settled_because"])
        journal.record(
            "support.mail_settled", subject=f"mail/{found.pk}", actor=actor, at=at,
            clauses=("7.1",), after={"reason": found.reason, "digest": found.digest},
            personal={"because": found.settled_because},
        )  # fmt: skip
    return found


@transaction.atomic
def place_mail(
    mail: int,
    *,
    request: int,
    files_in: Callable[[bytes], Sequence[Attached]],
    actor: Viewer,
    at: datetime,
) -> KeptMail:
    """An agent puts the words and files of a mail that was kept into a request: it waits no more.

    They stay inside, as nobody knows who wrote them; twice is once. Of one that was merged: into
    the request where it goes on. `files_in` gives the files of a
    message as it came; one that is not taken is named in the note. Raises NotSeen, NothingSaid;
    NotNow where it was seen to otherwise; ScannerSilent where no file can be looked at.
    Clause: 7.1, 7.12.
    """
    must_answer(actor)
    kept, found = _held(mail, actor), locked_where_it_goes_on(request, actor)
    if kept.settled_at and kept.request_id == found.pk:
        return kept
    if kept.settled_at:
        raise NotNow("requests.mail_seen_to")
    attached = files_in(zlib.decompress(kept.content))
    if not (kept.text.strip() or attached):
        raise NothingSaid("requests.mail_wordless")
    files, refused = _kept(found, attached, actor=actor, at=at)
    head = say("requests.mail_placed", actor.language, sender=kept.sender, title=kept.title)
    words = _with_refused(f"{head}\n\n{kept.text}".strip()[:LONGEST], refused, actor.language)
    key = f"kept-mail/{mail}/{request}"
    note(found.pk, words, files=files, channel="email", key=key, actor=actor, at=at)
    kept.request = found
    kept.save(update_fields=["request"])
    because = say("requests.mail_joined", actor.language, number=found.number)
    return settle_mail(mail, because=because, actor=actor, at=at)


def forget_mail(*, before: datetime) -> int:
    """Mail seen to before then, or received before then from a machine, is forgotten; how many."""
    seen_to = Q(settled_at__lt=before)
    return KeptMail.objects.filter(seen_to | Q(automatic=True, received_at__lt=before)).delete()[0]


def forget_mail_from(addresses: Collection[str]) -> int:
    """Mail from those addresses that someone has seen to is forgotten at once; how many.

    What waits for an agent stays until it is seen to: nothing that a client wrote is lost (7.1).
    """
    senders = Q(pk__in=[])
    for address in addresses:
        senders |= Q(sender__iexact=address)
    seen = Q(settled_at__isnull=False) | Q(automatic=True)
    return KeptMail.objects.filter(senders, seen).delete()[0]


@transaction.atomic
def point_to_platform(address: str, *, at: datetime) -> bool:
    """Whoever tries to open a request by mail is told where to, once a day; whether it was told.

    To addresses that nobody here knows a few answers a day go out, and no more.
    Clause: 7.1.
    """
    person = Person.objects.filter(email__iexact=address, is_active=True).first()
    day = f"{at:%Y-%m-%d}"
    if person is None and _strangers_told(day) >= STRANGERS:
        return False
    language: Language = "en" if person and person.language == "en" else "fr"
    to = Recipient(person.pk if person else None, address, language)
    place = "known" if person else "stranger"
    digest = sha256(address.lower().encode()).hexdigest()[:16]
    notices.owe(
        "support.use_platform", key=f"mail/{place}/{day}/{digest}", to=[to], subject="support",
        values={"link": f"{settings.TENIR.url}/support/"}, actor=SYSTEM, at=at, clauses=("7.1",),
    )  # fmt: skip
    return True


def _strangers_told(day: str) -> int:
    told = notices_of(SYSTEM).filter(key__startswith=f"mail/stranger/{day}/")
    return told.order_by().count()


def _held(mail: int, actor: Viewer) -> KeptMail:
    found = kept_mail(actor).select_for_update(of=("self",)).filter(pk=mail).first()
    if found is None:
        raise NotSeen("requests.no_mail")
    return found


def _answering(token: str, sender: str) -> tuple[int, Viewer]:
    """The request that a notice was about, and the one whom it was sent to, who answers.

    Who had no account then is a contact of the client still, at the address of the notice.
    """
    notice = notice_of_reply_token(token) if token else None
    place, _, number = (notice.subject if notice else "").partition("/")
    known = notice is not None and (notice.person or notice.organisation_id)
    if notice is None or not known or place != "request" or not number.isdigit():
        raise UnknownSender("requests.unknown_token")
    own = {notice.address.lower(), notice.person.email.lower() if notice.person else ""}
    if not sender.strip() or sender.strip().lower() not in own:
        raise UnknownSender("requests.other_sender")
    if notice.person:
        return int(number), viewer_of(notice.person)
    return int(number), parties.speaking(notice.organisation_id or 0, notice.address)


def _whole(text: str, attached: Sequence[Attached]) -> list[Attached]:
    """The files, and the text as one of them where it is longer than an entry."""
    if len(text.strip()) <= LONGEST:
        return list(attached)
    return [Attached("message.txt", "text/plain", text.encode()), *attached]


def _kept(
    found: Request, attached: Sequence[Attached], *, actor: Viewer, at: datetime
) -> tuple[list[Document], tuple[str, ...]]:
    kept: list[Document] = []
    refused: list[str] = []
    for each in attached:
        try:
            with transaction.atomic():
                document = attach(
                    found.pk, BytesIO(each.content), filename=each.name, claimed=each.claimed,
                    internal=actor.is_staff, actor=actor, at=at,
                )  # fmt: skip
            kept.append(document)
        except documents.ScannerSilent:
            raise
        except documents.FileRefused as fault:
            refused.append(f"{each.name[:120]}: {fault.message(actor.language)}")
    return kept, tuple(refused)


def _with_refused(text: str, refused: Sequence[str], language: Language) -> str:
    if not refused:
        return text or say("requests.files_alone", language)
    told = "\n".join((say("requests.files_refused", language), *refused))
    return f"{text[: LONGEST - 4000]}\n\n{told[:3900]}".strip()


def _tell_agents(at: datetime) -> None:
    agents = people_with(StaffRole.AGENT)
    to = [Recipient(one.pk, one.email, "en" if one.language == "en" else "fr", staff=True)
          for one in agents]  # fmt: skip
    notices.owe(
        "support.mail_kept", key=f"mail/kept/{at:%Y-%m-%d}", to=to, subject="support",
        values={"link": f"{settings.TENIR.url}/support/mail/"}, actor=SYSTEM, at=at,
    )  # fmt: skip


def _plain(text: str) -> str:
    return "".join(each for each in text if each.isprintable() or each in "\n\t")
