"""Acts on prerequisites: published for a version, read by each client concerned.

Clause: 4.1, 5.11.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tenir.apps.catalogue.models import (
    Acknowledgement,
    Prerequisite,
    Prerequisites,
    Product,
    ProductVersion,
)
from tenir.apps.catalogue.queries import latest_prerequisites
from tenir.apps.catalogue.rights import must_keep_catalogue
from tenir.apps.commitments import services as commitments
from tenir.apps.commitments.queries import Commitment
from tenir.apps.journal.services import record
from tenir.apps.notices import services as notices
from tenir.apps.parties.queries import Client, recipients_of
from tenir.terms.errors import Refused
from tenir.terms.grounds import promised
from tenir.terms.prerequisites import CLAUSES
from tenir.viewer import NotAllowed, NotSeen, Viewer

EXCLUSION = "prerequisites-not-met"  # 5.5 (e): the exclusion's id in the agreement file
KIND = "catalogue.acknowledge_prerequisites"


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing that a version needs: in both languages, and where it is written.

    `kind`: technical, configuration or system_software; `source`: documentation, offer or
    recommendation; `reference` names the document, page or offer.
    """

    kind: str
    text_fr: str
    text_en: str
    source: str
    reference: str


class FaultyPrerequisites(Refused):
    """Prerequisites that cannot be published so."""


@transaction.atomic
def publish_prerequisites(
    version: ProductVersion,
    *,
    items: Sequence[Needed],
    required_from: date,
    concerned: Sequence[int],
    actor: Viewer,
    at: datetime,
) -> Prerequisites:
    """What a version needs from that day on: published, and told to the clients concerned.

    `concerned` are the organisations that have the product: contracts stand above this app. Each
    owes to have read it before that day; what it had not read of the edition before is let go.
    Raises FaultyPrerequisites.
    Clause: 4.1, 5.11.
    """
    must_keep_catalogue(actor)
    _check(items, required_from, at)
    held = ProductVersion.objects.select_for_update(of=("self",)).select_related("product")
    version = held.get(pk=version.pk)
    last = version.prerequisites.order_by("-edition").first()
    edition = Prerequisites.objects.create(
        version=version, edition=last.edition + 1 if last else 1, published_at=at,
        required_from=required_from,
    )  # fmt: skip
    Prerequisite.objects.bulk_create(
        Prerequisite(
            edition=edition, position=position, kind=each.kind, text_fr=each.text_fr.strip(),
            text_en=each.text_en.strip(), source=each.source, reference=each.reference.strip(),
        )
        for position, each in enumerate(items)
    )  # fmt: skip
    record(
        "catalogue.prerequisites_published", subject=subject_of(version), actor=actor, at=at,
        clauses=("4.1", "5.11"),
        after={
            "number": version.number, "edition": edition.edition, "items": len(items),
            "required_from": required_from.isoformat(),
        },
    )  # fmt: skip
    if last:
        _let_go(last, actor=actor, at=at)
    for client in Client.objects.filter(pk__in=concerned).select_related("organisation"):
        _ask(edition, client, required_from, actor=actor, at=at)
        _tell(edition, client, items, again=last is not None, actor=actor, at=at)
    return edition


@transaction.atomic
def ask_acknowledgement(
    edition: Prerequisites, organisation: int, *, due_on: date, actor: Viewer, at: datetime
) -> None:
    """A client that has just subscribed owes to have read the prerequisites before that day.

    Clause: 4.1.
    """
    client = Client.objects.select_related("organisation").get(pk=organisation)
    _ask(edition, client, due_on, actor=actor, at=at)


@transaction.atomic
def ask_on_subscribing(
    product: Product, organisation: int, *, starts_on: date, actor: Viewer, at: datetime
) -> Prerequisites | None:
    """A client that subscribes is told what the product's last version needs, and owes to read it.

    By the day its subscription starts, or the end of the day where that has come. None where
    nothing is published, or the client has read it.
    Clause: 4.1.
    """
    edition = latest_prerequisites(product)
    if edition is None or edition.acknowledgements.filter(client=organisation).exists():
        return None
    client = Client.objects.select_related("organisation").get(pk=organisation)
    tomorrow = at.astimezone(ZoneInfo(client.time_zone)).date() + timedelta(days=1)
    due_on = max(starts_on, edition.required_from, tomorrow)
    _ask(edition, client, due_on, actor=actor, at=at)
    _tell(edition, client, list(edition.items.all()), again=False, actor=actor, at=at)
    return edition


@transaction.atomic
def acknowledge_prerequisites(
    edition: int, *, organisation: int, actor: Viewer, at: datetime
) -> Acknowledgement:
    """A contact of the client has read what a version needs: its promise is kept.

    The same again changes nothing. Raises NotSeen, NotAllowed.
    Clause: 4.1, 5.11.
    """
    if not actor.sees(organisation):
        raise NotSeen("parties.no_client")
    if actor.scopes is not None or not actor.speaks_for(organisation):
        raise NotAllowed("catalogue.contacts_acknowledge")
    found = Prerequisites.objects.select_related("version__product").filter(pk=edition).first()
    if found is None:
        raise NotSeen("catalogue.no_prerequisites")
    read, new = Acknowledgement.objects.get_or_create(
        edition=found, client_id=organisation,
        defaults={"person_id": actor.person, "acknowledged_at": at},
    )  # fmt: skip
    if new:
        record(
            "catalogue.prerequisites_acknowledged", subject=subject_of(found.version), actor=actor,
            at=at, client=organisation, clauses=("4.1", "5.11"),
            after={"number": found.version.number, "edition": found.edition},
        )  # fmt: skip
        if Commitment.objects.filter(key=key_of(found, organisation)).exists():
            commitments.keep(key_of(found, organisation), kept_at=at, actor=actor, at=at)
    return read


def subject_of(version: ProductVersion) -> str:
    """What the journal, promises and notices call a version's prerequisites."""
    return f"prerequisites/{version.product.key}"


def key_of(edition: Prerequisites, organisation: int) -> str:
    """The key of a client's promise to read an edition."""
    return f"{KIND}/{edition.pk}/{organisation}"


def _check(items: Iterable[Needed], required_from: date, at: datetime) -> None:
    items = list(items)
    if not items:
        raise FaultyPrerequisites("catalogue.nothing_needed")
    today = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    if required_from <= today:
        raise FaultyPrerequisites("catalogue.required_too_soon", given=required_from)
    for number, each in enumerate(items, start=1):
        kinds, sources = Prerequisite.Kind.values, Prerequisite.Source.values
        known = each.kind in kinds and each.source in sources
        told = all(text.strip() for text in (each.text_fr, each.text_en, each.reference))
        if not known or not told:
            raise FaultyPrerequisites(
                "catalogue.faulty_prerequisite", number=number,
                kinds=", ".join(kinds), sources=", ".join(sources),
            )  # fmt: skip


def _ask(
    edition: Prerequisites, client: Client, due_on: date, *, actor: Viewer, at: datetime
) -> None:
    judged = promised(KIND, product=str(edition.version), due_on=due_on, zone=client.time_zone)
    commitments.promise(
        judged, key=key_of(edition, client.pk), subject=subject_of(edition.version),
        organisation=client.pk, owed_by="client", clauses=CLAUSES, started_at=at, risk=EXCLUSION,
        steps=_steps(at, judged.due_at), actor=actor, at=at,
    )  # fmt: skip


def _steps(start: datetime, due: datetime) -> list[tuple[int, datetime]]:
    seconds = int((due - start).total_seconds())
    return [(share, start + timedelta(seconds=seconds * share // 100)) for share in (50, 80)]


def _tell(
    edition: Prerequisites,
    client: Client,
    items: Sequence[Needed | Prerequisite],
    *,
    again: bool,
    actor: Viewer,
    at: datetime,
) -> None:
    notices.owe(
        "catalogue.prerequisites_published",
        key=f"catalogue.prerequisites/{edition.pk}/{client.pk}", to=recipients_of(client.pk),
        subject=subject_of(edition.version), organisation=client.pk, clauses=("4.1", "5.11"),
        actor=actor, at=at,
        values={
            "product": str(edition.version), "required_from": edition.required_from,
            "again": again, "link": f"{settings.TENIR.url}/catalogue/",
            "items_fr": [f"{each.text_fr} ({each.reference})" for each in items],
            "items_en": [f"{each.text_en} ({each.reference})" for each in items],
        },
    )  # fmt: skip


def _let_go(edition: Prerequisites, *, actor: Viewer, at: datetime) -> None:
    """Nobody need read an edition that another has replaced."""
    owed = Commitment.objects.filter(key__startswith=f"{KIND}/{edition.pk}/", state="running")
    for key in owed.values_list("key", flat=True):
        because = f"{edition.version} : édition {edition.edition} → {edition.edition + 1}"
        commitments.waive(key, because=because, actor=actor, at=at)
