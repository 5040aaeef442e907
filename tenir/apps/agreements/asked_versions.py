"""Questions about versions: everyone reads those published, a client its own standing."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from django.db.models import F, Q, QuerySet

from tenir.apps.agreements.models import REFERENCE, ClientVersion, Version
from tenir.apps.agreements.notifying import by_clause
from tenir.apps.agreements.proving import sent
from tenir.apps.agreements.reading import HEAVY, NoVersionInForce, agreement_of, version_of
from tenir.apps.notices import queries as notices
from tenir.terms.evolution import effective
from tenir.terms.phrases import Language
from tenir.viewer import NotSeen, Viewer

State = ClientVersion.State


def versions(viewer: Viewer, *, agreement: str = "") -> QuerySet[Version]:
    """Every version published, the newest first, for everyone; before them drafts, for staff alone.

    Their text comes when it is asked for.
    Clause: 3.4.
    """
    newest = F("published_at").desc(nulls_first=True)
    found = Version.objects.defer(*HEAVY).order_by("agreement", newest, "-pk")
    if not viewer.is_staff:
        found = found.filter(state=Version.State.PUBLISHED)
    return found.filter(agreement=agreement) if agreement else found


def version(viewer: Viewer, id: int) -> Version:
    """One version, whole. Raises NotSeen.

    Clause: 3.4.
    """
    found = versions(viewer).defer(None).filter(pk=id).first()
    if found is None:
        raise NotSeen("agreements.no_version")
    return found


def version_in_force(viewer: Viewer, *, at: datetime, agreement: str = REFERENCE) -> Version:
    """The version that held at that instant for the viewer's client, its text when asked for.

    For whoever has none, or had none in force then: the one published last whose month of notice
    was over, or that its reason put in force at once; of before any was, the first. Raises NotSeen
    where none is published.
    Clause: 3.1, 3.2, 3.4, 3.5.
    """
    for client in viewer.clients:
        try:
            return version_of(client, at=at, agreement=agreement)
        except NoVersionInForce:
            continue
    found = [*versions(viewer, agreement=agreement).filter(state=Version.State.PUBLISHED)]
    if not found:
        raise NotSeen("agreements.no_version")
    for version, before in pairwise(found):
        if _in_force_from(version, before) <= at:
            return version
    return found[-1]


def _in_force_from(version: Version, before: Version) -> datetime:
    """When a version is in force for whom it was notified to on the day of its publication."""
    terms, notified_at = agreement_of(before).terms(), version.published_at
    assert notified_at is not None
    return effective(terms, notified_at=notified_at, reason=version.reason).value


def differences(
    viewer: Viewer, old: int, new: int, language: Language
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What differs from one version to another in words: a heading a clause, its sentences.

    Empty where nothing does. Raises NotSeen.
    Clause: 3.4.
    """
    seen = {row.pk: row.digest for row in versions(viewer).filter(pk__in=(old, new))}
    if {old, new} - set(seen):
        raise NotSeen("agreements.no_version")
    return by_clause(seen[old], seen[new], language)


def client_versions(
    viewer: Viewer, *, client: int | None = None, state: str = ""
) -> QuerySet[ClientVersion]:
    """Where each version stands with each client that the viewer may know of, the latest first.

    Clause: 3.2.
    """
    found = ClientVersion.objects.select_related("version", "client__organisation")
    found = found.defer(*(f"version__{name}" for name in HEAVY)).order_by("-notified_at", "-pk")
    found = found.filter(**viewer.within("client"))
    if client is not None:
        found = found.filter(client=client)
    return found.filter(state=state) if state else found


def client_version(viewer: Viewer, id: int) -> ClientVersion:
    """One of them. Raises NotSeen."""
    found = client_versions(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("agreements.no_client_version")
    return found


def proofs(viewer: Viewer, client_version_id: int) -> list[notices.Proof]:
    """Every notice by which a client was told of a version, with each attempt and its answer.

    Raises NotSeen.
    Clause: 3.1.
    """
    found = client_version(viewer, client_version_id)
    return notices.proofs(viewer, sent(found.subject))


def unproven_notifications(viewer: Viewer) -> QuerySet[ClientVersion]:
    """Notifications that nothing proves yet: every message bounced, failed, or nobody was there.

    Their month does not end until one is proven: write by post (`prove_notification`) or put a
    contact right. For staff alone.
    Clause: 3.1.
    """
    if not viewer.is_staff:
        return ClientVersion.objects.none()
    lacking = Q(proven_at=None) & ~Q(state__in=(State.TERMINATED, State.ACCEPTED))
    return client_versions(viewer).filter(lacking).order_by("notified_at", "pk")
