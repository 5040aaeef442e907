"""What both clients were told and what is kept of it, and the keys that acts have left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO

from tenir.apps.accounts.models import Membership
from tenir.apps.agreements import queries as agreed
from tenir.apps.commitments import queries as promised
from tenir.apps.documents import services as documents
from tenir.apps.journal import queries as journalled
from tenir.apps.notices import queries as told
from tenir.apps.notices import services as notices
from tenir.apps.notices.queries import Channel, Outcome
from tenir.apps.parties import queries as parties_seen
from tenir.viewer import SYSTEM, ClientRole
from tests.cast import Cast
from tests.stories.world.sides import AUDIENCES, NOTIFIED, ORDERED, SIGNED, Side


def listen(cast: Cast, side: Side) -> None:
    """A program of the client's is told of everything."""
    endpoint, _ = notices.add_endpoint(
        organisation=side.organisation, url=f"https://{side.word}.example.org/tenir", kinds=(),
        actor=getattr(cast, side.main), at=SIGNED,
    )  # fmt: skip
    side.keys["endpoint"] = endpoint.pk


def keep(cast: Cast, side: Side, audiences: Sequence[str] = AUDIENCES) -> None:
    """A document of each audience."""
    for audience in audiences:
        words = side.word if audience != "everyone" else "all"
        kept = documents.keep(
            BytesIO(f"kept for {words}, {audience}\n".encode()),
            filename=f"{words}-{audience}.txt", title=f"{words} {audience}", purpose="letter",
            organisation=side.organisation if audience != "everyone" else None,
            audience=audience, subject=f"letters/{side.organisation}", actor=cast.anna, at=ORDERED,
        )  # fmt: skip
        side.keys[f"document_{audience}"] = kept.pk


def tell(cast: Cast, side: Side) -> None:
    """A message perhaps received twice; a call to make; all of it owed by acts, but the call."""
    person = cast.people[side.main]
    sent = told.notices(SYSTEM).filter(organisation=side.organisation, person=person)
    mail = sent.filter(kind="agreements.version_notified", channel=Channel.EMAIL).get()
    first = notices.claim(mail.pk, by="one", at=NOTIFIED)
    assert first
    notices.settle(first, notices.Answer(Outcome.UNANSWERED, "no answer"), at=NOTIFIED)
    second = notices.claim(mail.pk, by="two", at=NOTIFIED + timedelta(days=1))
    assert second
    notices.settle(
        second,
        notices.Answer(Outcome.ACCEPTED, "250 ok"),
        at=NOTIFIED + timedelta(days=1, minutes=1),
    )
    notices.owe(
        "notices.unreachable", key=f"call/{side.word}", actor=SYSTEM, at=NOTIFIED,
        to=[notices.Recipient(person.pk, person.email, "fr", "+33 1 00 00 00 00")],
        values={"address": f"old@{side.word}.example.org", "because": "550", "title": "Hello",
                "since": NOTIFIED},
        subject=f"client/{side.organisation}", organisation=side.organisation,
        severity="critical", channels=("telephone",),
    )  # fmt: skip
    gone = told.Unreachable.objects.create(
        address=f"old@{side.word}.example.org", since=NOTIFIED, because="550", notice=mail
    )
    side.keys |= {"notice": mail.pk, "unreachable": gone.pk}


def note_keys(side: Side) -> None:
    """The keys of what acts have left by the way."""
    owed = told.notices(SYSTEM).filter(organisation=side.organisation)
    own = owed.filter(person=side.person, channel=Channel.IN_APP)
    latest = agreed.client_versions(SYSTEM, client=side.organisation, state="notified").get()
    due = promised.commitments(SYSTEM, organisation=side.organisation).last()
    assert due
    second = parties_seen.contacts_of(SYSTEM, side.organisation).filter(main=False).first()
    assert second
    reader = Membership.objects.get(organisation=side.organisation, role=ClientRole.READER,
                                    person__name__in=("Rose", "Emil"))  # fmt: skip
    side.keys |= {
        "contact": second.pk, "reader": reader.person_id, "role": reader.pk,
        "option": agreed.options(SYSTEM, client=side.organisation).latest("pk").pk,
        "call": owed.get(channel=Channel.TELEPHONE).pk,
        "own_notice": own.latest("pk").pk,
        "webhook": owed.filter(endpoint=side.endpoint).latest("pk").pk,
        "confidential": owed.filter(confidential=True).latest("pk").pk,
        "staff_notice": owed.filter(audience="staff", channel="email").latest("pk").pk,
        "client_version": latest.pk, "commitment": due.pk, "promise": due.key,
        "entries": list(
            journalled.entries(SYSTEM, client=side.organisation).values_list("pk", flat=True)
        ),
    }  # fmt: skip
