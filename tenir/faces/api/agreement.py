"""Versions of the agreement, what differs, and each client's answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query

from tenir import clock
from tenir.apps.agreements import queries, services
from tenir.apps.reports import queries as reports
from tenir.faces.api.agreement_shapes import (
    Answering,
    ByPost,
    ClientVersionsAsked,
    ClientVersionShown,
    DifferencesShown,
    MisfitsShown,
    NewDraft,
    ProofsShown,
    Publication,
    ReplayShown,
    VersionsAsked,
    VersionShown,
    WholeVersionShown,
)
from tenir.faces.api.article import ANYONE, Article, Scope
from tenir.faces.api.asking import paged
from tenir.faces.api.language import language_of
from tenir.faces.api.shapes import Id
from tenir.integrations.replays import jobs as replays
from tenir.terms.resolution import Terms
from tenir.ui.pages import viewer_of
from tenir.viewer import ANONYMOUS, NotSeen

article = Article("Agreement")
WRITE = Scope.AGREEMENTS_WRITE


@article.many("/agreement-versions", VersionShown, need=ANYONE)
def list_versions(request: HttpRequest, asked: Query[VersionsAsked]) -> Any:
    """List the versions published, the newest first; drafts for staff alone.

    Clause: 3.4.
    """
    found = queries.versions(viewer_of(request), agreement=asked.agreement)
    return paged(request, asked, found)


@article.one("/agreement-versions/{id}", WholeVersionShown, need=ANYONE)
def read_version(request: HttpRequest, id: Id) -> Any:
    """Read a version, whole.

    Clause: 3.4.
    """
    return queries.version(viewer_of(request), id)


@article.one("/agreement-versions/{old}/differences/{new}", DifferencesShown, need=ANYONE)
def read_differences(request: HttpRequest, old: Id, new: Id) -> Any:
    """Read what changed from one version to another, clause by clause.

    Clause: 3.4.
    """
    found = queries.differences(viewer_of(request), old, new, language_of(request))
    clauses = [{"heading": heading, "sentences": list(said)} for heading, said in found]
    return {"old": old, "new": new, "clauses": clauses}


@article.create("/agreement-versions", VersionShown, need=WRITE, where="/agreement-versions/{id}")
def draft_version(request: HttpRequest, told: NewDraft) -> Any:
    """Draft a version from its file; every fault at once, each with its line.

    Clause: 3.4.
    """
    return services.draft_version(**told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.remove("/agreement-versions/{id}", need=WRITE)
def discard_draft(request: HttpRequest, id: Id) -> Any:
    """Throw a draft away.

    Clause: 3.4.
    """
    found = queries.version(viewer_of(request), id)
    services.discard_draft(version=found.pk, actor=viewer_of(request), at=clock.now())


@article.act("/agreement-versions/{id}/publish", VersionShown, need=WRITE)
def publish_version(request: HttpRequest, id: Id, told: Publication) -> Any:
    """Publish a draft: every client with a contract that runs is notified.

    Clause: 3.1, 3.4, 3.5.
    """
    actor = viewer_of(request)
    found = queries.version(actor, id)
    return services.publish(found.pk, **told.model_dump(), actor=actor, at=clock.now())


@article.one("/agreement-versions/{id}/misfits", MisfitsShown)
def read_misfits(request: HttpRequest, id: Id) -> Any:
    """Say which contracts a draft does not fit, and why.

    Clause: 3.4.
    """
    viewer = viewer_of(request)
    if not viewer.is_staff:
        raise NotSeen("agreements.no_version")
    found = queries.version(viewer, id)
    faults = services.misfits(found, at=clock.now())
    return {"misfits": [fault.message(language_of(request)) for fault in faults]}


@article.one("/agreement-versions/{id}/replay", ReplayShown)
def read_replay(request: HttpRequest, id: Id) -> Any:
    """Read what a version would have changed of last year: how far it is, what it came to.

    Clause: 3.4.
    """
    found = reports.replays(viewer_of(request), id).first()
    if found is None:
        raise NotSeen("reports.no_replay")
    return ReplayShown.of_kept(found, language_of(request))


@article.act("/agreement-versions/{id}/replay", ReplayShown, need=WRITE)
def ask_replay(request: HttpRequest, id: Id) -> Any:
    """Ask for last year's facts to be judged again by a version, in the background.

    Answers the one that is under way, where one is. Read it until its state is done or failed.
    Clause: 3.4.
    """
    found = replays.ask(version=id, actor=viewer_of(request), at=clock.now())
    return ReplayShown.of_kept(found, language_of(request))


@article.many("/client-versions", ClientVersionShown)
def list_client_versions(request: HttpRequest, asked: Query[ClientVersionsAsked]) -> Any:
    """List where each version stands with each client that you may know of.

    Clause: 3.2.
    """
    asking = queries.unproven_notifications if asked.unproven else queries.client_versions
    return paged(request, asked, asking(viewer_of(request)))


@article.one("/client-versions/{id}", ClientVersionShown)
def read_client_version(request: HttpRequest, id: Id) -> Any:
    """Read where a version stands with a client.

    Clause: 3.2.
    """
    return queries.client_version(viewer_of(request), id)


@article.one("/client-versions/{id}/proofs", ProofsShown)
def read_version_proofs(request: HttpRequest, id: Id) -> Any:
    """Read the proof of each notice by which a client was told of a version.

    Clause: 3.1.
    """
    return {"proofs": queries.proofs(viewer_of(request), id)}


@article.act("/client-versions/{id}/accept", ClientVersionShown, need=WRITE)
def accept_version(request: HttpRequest, id: Id, told: Answering) -> Any:
    """Accept a version within the notice.

    Clause: 3.2.
    """
    actor = viewer_of(request)
    return services.accept_version(
        client_version=id, **told.model_dump(), actor=actor, at=clock.now()
    )


@article.act("/client-versions/{id}/terminate", ClientVersionShown, need=WRITE)
def terminate_on_version(request: HttpRequest, id: Id, told: Answering) -> Any:
    """Leave because of a version, within the notice: the contracts end with it.

    Clause: 3.3.
    """
    actor = viewer_of(request)
    return services.terminate_on_version(
        client_version=id, **told.model_dump(), actor=actor, at=clock.now()
    )


@article.act("/client-versions/{id}/prove", ClientVersionShown, need=WRITE)
def prove_notification(request: HttpRequest, id: Id, told: ByPost) -> Any:
    """Add the proof of a notification by post.

    Clause: 3.1.
    """
    actor = viewer_of(request)
    return services.prove_notification(
        client_version=id, **told.model_dump(), actor=actor, at=clock.now()
    )


def published_terms() -> Terms:
    """The terms of the reference published last."""
    found = queries.versions(ANONYMOUS, agreement=queries.REFERENCE).first()
    if found is None:
        raise NotSeen("agreements.no_version")
    return queries.agreement_of(found).terms()
