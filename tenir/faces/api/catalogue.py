"""What the publisher sells, what it needs, and whose software is inside."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.http import HttpRequest
from ninja import File, Query
from ninja.files import UploadedFile

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries, services
from tenir.apps.documents import queries as documents
from tenir.apps.parties import queries as parties
from tenir.faces.api.agreement import published_terms
from tenir.faces.api.article import ANYONE, Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.catalogue_shapes import (
    AbovesShown,
    AcknowledgementsAsked,
    AcknowledgementShown,
    FamilyShown,
    ModuleShown,
    NewConditions,
    NewModule,
    NewPrerequisites,
    NewRelease,
    PrerequisitesShown,
    ProductsAsked,
    ProductShown,
    ReleaseShown,
    SoftwareShown,
    UpdateFilesAsked,
    UpdateFileShown,
)
from tenir.faces.api.clients import Judged, judged
from tenir.faces.api.gate import IN_PERSON
from tenir.faces.api.opened import reader_of
from tenir.faces.api.shapes import Day, Id, Key, Slug
from tenir.ui.files import response_of
from tenir.ui.pages import viewer_of

article = Article("Catalogue")
WRITE = Scope.CATALOGUE_WRITE


@article.many("/families", FamilyShown, need=ANYONE)
def list_families(request: HttpRequest, asked: Query[Asked]) -> Any:
    """List the families on offer.

    Clause: A0.
    """
    return paged(request, asked, queries.families())


@article.many("/products", ProductShown, need=ANYONE)
def list_products(request: HttpRequest, asked: Query[ProductsAsked]) -> Any:
    """List the products on offer.

    Clause: A0, A3.
    """
    return paged(request, asked, queries.products())


@article.one("/products/{key}", ProductShown, need=ANYONE)
def read_product(request: HttpRequest, key: Slug) -> Any:
    """Read a product.

    Clause: A0, A3.
    """
    return queries.product(key)


@article.many("/products/{key}/modules", ModuleShown, need=ANYONE)
def list_modules(request: HttpRequest, key: Slug, asked: Query[Asked]) -> Any:
    """List the parts of a product that may be ordered alone.

    Clause: 2.5.
    """
    return paged(request, asked, queries.modules_of(queries.product(key)))


@article.create("/products/{key}/modules", ModuleShown, need=WRITE)
def add_module(request: HttpRequest, key: Slug, told: NewModule) -> Any:
    """Add a part of a product that may be ordered alone.

    Clause: 2.5.
    """
    given, actor = {f"{name}": value for name, value in told}, viewer_of(request)
    return services.add_module(queries.product(key), **given, actor=actor, at=clock.now())


@article.remove("/products/{key}/modules/{module}", need=WRITE)
def withdraw_module(request: HttpRequest, key: Slug, module: Slug) -> Any:
    """Withdraw a module: it is no longer ordered, contracts that have it keep it.

    Clause: 2.5.
    """
    actor = viewer_of(request)
    services.withdraw_module(queries.product(key), key=module, actor=actor, at=clock.now())


@article.many("/products/{key}/releases", ReleaseShown)
def list_releases(request: HttpRequest, key: Slug, asked: Query[Asked]) -> Any:
    """List the versions of a product, the latest first.

    Clause: 8.1.
    """
    return paged(request, asked, queries.versions_of(queries.product(key)))


@article.create("/products/{key}/releases", ReleaseShown, need=WRITE)
def release_version(request: HttpRequest, key: Slug, told: NewRelease) -> Any:
    """Say that a version of a product came out: its kind follows from its number.

    Clause: 2.3, 8.1.
    """
    return services.release_version(
        queries.product(key), **told.model_dump(), terms=published_terms(),
        actor=viewer_of(request), at=clock.now(),
    )  # fmt: skip


@article.one("/products/{key}/support", Judged)
def read_support(request: HttpRequest, key: Slug, installed: Key, on: Day) -> Any:
    """Say whether an installed version is supported on a day, and until when.

    Clause: 2.3, 8.6.
    """
    found, terms = queries.product(key), published_terms()
    return judged(queries.support_of(found, installed=installed, on=on, terms=terms))


@article.one("/products/{key}/releases/{number}/prerequisites", PrerequisitesShown)
def read_prerequisites(request: HttpRequest, key: Slug, number: Key) -> Any:
    """Read what a version needs, as last published.

    Clause: 4.1, 5.11.
    """
    found = queries.prerequisites_of(queries.versions_of(queries.product(key)).get(number=number))
    if found is None:
        raise queries.Prerequisites.DoesNotExist
    return found


@article.create("/products/{key}/releases/{number}/prerequisites", PrerequisitesShown, need=WRITE)
def publish_prerequisites(
    request: HttpRequest, key: Slug, number: Key, told: NewPrerequisites
) -> Any:
    """Publish what a version needs: the clients concerned are told.

    Clause: 4.1, 5.11.
    """
    version = queries.versions_of(queries.product(key)).get(number=number)
    return services.publish_prerequisites(
        version, items=[services.Needed(**item.model_dump()) for item in told.items],
        required_from=told.required_from, concerned=told.concerned, actor=viewer_of(request),
        at=clock.now(),
    )  # fmt: skip


@article.create("/products/{key}/releases/{number}/files", UpdateFileShown, need=WRITE)
def attach_update_file(
    request: HttpRequest, key: Slug, number: Key, file: File[UploadedFile]
) -> Any:
    """Put a file with a version: clients that subscribe to its product may fetch it.

    A program or an archive of one is taken from a release manager.
    Clause: 7.3.
    """
    version = queries.version_of(queries.product(key), number)
    return services.attach_update_file(
        version, cast(BinaryIO, file), filename=file.name or "", claimed=file.content_type or "",
        actor=viewer_of(request), at=clock.now(),
    )  # fmt: skip


@article.many("/update-files", UpdateFileShown)
def list_update_files(request: HttpRequest, asked: Query[UpdateFilesAsked]) -> Any:
    """List the files of versions of the products that you subscribe to.

    Clause: 7.3.
    """
    return paged(
        request, asked, agreements.update_files(reader_of(request, "downloads"), at=clock.now())
    )


@article.remove("/update-files/{id}", need=WRITE)
def withdraw_update_file(request: HttpRequest, id: Id) -> Any:
    """Take a file of a version back: nobody fetches it any more.

    Clause: 7.3.
    """
    services.withdraw_update_file(id, actor=viewer_of(request), at=clock.now())


@article.file("/update-files/{id}/content", "*/*")
def read_update_file_content(request: HttpRequest, id: Id) -> Any:
    """Read a file's bytes, while you subscribe to its product.

    Clause: 7.3.
    """
    found = agreements.update_file(reader_of(request, "downloads"), id, at=clock.now())
    return response_of(documents.handed(found.document))


@article.many("/clients/{id}/prerequisites", PrerequisitesShown)
def list_unread_prerequisites(request: HttpRequest, id: Id, asked: Query[Asked]) -> Any:
    """List the prerequisites that a client has not read yet.

    Clause: 4.1.
    """
    viewer = viewer_of(request)
    found = queries.unread(viewer, parties.client(viewer, id).pk)
    return paged(request, asked, found.prefetch_related("items"))


@article.create(
    "/clients/{id}/prerequisites/{edition}/acknowledge", AcknowledgementShown, need=IN_PERSON
)
def acknowledge_prerequisites(request: HttpRequest, id: Id, edition: Id) -> Any:
    """Say that a contact of the client has read them.

    Clause: 4.1.
    """
    client = parties.client(viewer_of(request), id)
    return services.acknowledge_prerequisites(
        edition, organisation=client.pk, actor=viewer_of(request), at=clock.now()
    )


@article.many("/acknowledgements", AcknowledgementShown)
def list_acknowledgements(request: HttpRequest, asked: Query[AcknowledgementsAsked]) -> Any:
    """List who read which prerequisites, and when.

    Clause: 4.1, 5.11.
    """
    return paged(request, asked, queries.acknowledgements(viewer_of(request)))


@article.many("/products/{key}/software", SoftwareShown, need=ANYONE)
def list_software(request: HttpRequest, key: Slug, asked: Query[Asked]) -> Any:
    """List the software of other publishers inside a product, with its conditions.

    Clause: 2.7, A3.
    """
    return paged(request, asked, queries.software_in(queries.product(key)))


@article.many("/software-without-conditions", SoftwareShown)
def list_without_conditions(request: HttpRequest, asked: Query[Asked]) -> Any:
    """List the software of other publishers whose conditions are not on record yet.

    Clause: 2.7.
    """
    return paged(request, asked, queries.without_conditions())


@article.one("/products/{key}/above-third-party", AbovesShown)
def read_above_third_party(request: HttpRequest, key: Slug) -> Any:
    """Say what the agreement promises above what third parties do inside a product.

    Clause: 2.7.
    """
    found = queries.above_third_party(queries.product(key), published_terms())
    return {"above": [{"software": each.software.key, **judged(each.judged)} for each in found]}


@article.act("/software/{key}/conditions", SoftwareShown, need=WRITE)
def state_conditions(request: HttpRequest, key: Slug, told: NewConditions) -> Any:
    """Put a third party's conditions on record, and what it promises itself.

    Clause: 2.7, A3.
    """
    actor = viewer_of(request)
    return services.state_conditions(key, **told.model_dump(), actor=actor, at=clock.now())
