"""Who speaks for a client, who reads for it, and changes about its main contact."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.http import HttpRequest
from ninja import File, Form, Query
from ninja.files import UploadedFile

from tenir import clock
from tenir.apps.parties import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.clients import terms_for
from tenir.faces.api.contacts_shapes import (
    AskedChange,
    ContactChangesAsked,
    ContactChangeShown,
    ContactDetails,
    ContactsAsked,
    ContactShown,
    NewContact,
    NewReader,
    ReaderShown,
    SignedBy,
)
from tenir.faces.api.gate import IN_PERSON
from tenir.faces.api.shapes import Because, Id
from tenir.integrations import erasure
from tenir.ui.pages import viewer_of

article = Article("Contacts")
WRITE = Scope.PARTIES_WRITE


@article.many("/contacts", ContactShown)
def list_contacts(request: HttpRequest, asked: Query[ContactsAsked]) -> Any:
    """List the contacts of the clients that you may know of.

    Clause: 9.1.
    """
    return paged(request, asked, queries.contacts(viewer_of(request)))


@article.one("/clients/{id}/contacts/{contact}", ContactShown)
def read_contact(request: HttpRequest, id: Id, contact: Id) -> Any:
    """Read a contact.

    Clause: 9.1.
    """
    return queries.contacts_of(viewer_of(request), id).get(pk=contact)


@article.create(
    "/clients/{id}/contacts", ContactShown, need=WRITE, where="/clients/{client}/contacts/{id}"
)
def designate_contact(request: HttpRequest, id: Id, told: NewContact) -> Any:
    """Designate someone who speaks for a client.

    The first one is its main contact.
    Clause: 4.2, 9.1.
    """
    actor = viewer_of(request)
    return services.designate(id, **told.model_dump(), actor=actor, at=clock.now())


@article.change("/clients/{id}/contacts/{contact}", ContactShown, need=WRITE, of=read_contact)
def change_contact(request: HttpRequest, id: Id, contact: Id, told: ContactDetails) -> Any:
    """Correct a contact's details.

    Those of the main contact wait for a signed document: ask for the change.
    Clause: 9.2, 9.3.
    """
    given, actor = told.model_dump(exclude_none=True), viewer_of(request)
    return services.change_contact(
        id, contact, terms=terms_for(id), **given, actor=actor, at=clock.now()
    )


@article.remove("/clients/{id}/contacts/{contact}", need=WRITE)
def remove_contact(request: HttpRequest, id: Id, contact: Id) -> Any:
    """Remove a contact.

    The last one and the main one stay.
    Clause: 9.1, 9.3.
    """
    actor, client = viewer_of(request), queries.client(viewer_of(request), id)
    services.remove_contact(client.pk, contact, terms=terms_for(id), actor=actor, at=clock.now())


@article.act("/clients/{id}/contacts/{contact}/erase", need=IN_PERSON)
def erase_contact(request: HttpRequest, id: Id, contact: Id) -> Any:
    """Forget who a former contact was, for good, with their account where they have one.

    Everywhere but in what must still be proved.
    """
    actor = viewer_of(request)
    found = queries.former_contact(actor, id, contact)
    erasure.erase_contact(found, actor=actor, at=clock.now())


@article.act("/clients/{id}/contacts/{contact}/invite", need=IN_PERSON)
def invite_contact(request: HttpRequest, id: Id, contact: Id) -> Any:
    """Send a contact the link by which they come in.

    Clause: 4.3.
    """
    services.invite_contact(id, contact, actor=viewer_of(request), at=clock.now())


@article.act("/clients/{id}/contacts/{contact}/flag", need=WRITE)
def flag_contact(request: HttpRequest, id: Id, contact: Id, told: Because) -> Any:
    """Say that a contact cannot be reached so.

    Clause: 9.2.
    """
    actor, client = viewer_of(request), queries.client(viewer_of(request), id)
    services.flag_contact(client.pk, contact, because=told.because, actor=actor, at=clock.now())


@article.remove("/clients/{id}/contacts/{contact}/flag", need=WRITE)
def unflag_contact(request: HttpRequest, id: Id, contact: Id) -> Any:
    """Say that a contact was reached after all, by the details that are there.

    Clause: 9.2.
    """
    actor, client = viewer_of(request), queries.client(viewer_of(request), id)
    services.unflag_contact(client.pk, contact, actor=actor, at=clock.now())


@article.act("/clients/{id}/confirm-contacts", need=WRITE)
def confirm_contacts(request: HttpRequest, id: Id) -> Any:
    """Say that a client's contacts and their details are still right.

    Clause: 9.2.
    """
    services.confirm_contacts(id, actor=viewer_of(request), at=clock.now())


@article.many("/clients/{id}/readers", ReaderShown)
def list_readers(request: HttpRequest, id: Id, asked: Query[Asked]) -> Any:
    """List who of a client looks without being a contact.

    Clause: 7.9.
    """
    viewer = viewer_of(request)
    return paged(request, asked, queries.readers_of(viewer, queries.client(viewer, id).pk))


@article.act("/clients/{id}/readers", need=IN_PERSON)
def invite_reader(request: HttpRequest, id: Id, told: NewReader) -> Any:
    """Invite someone of a client to look.

    Clause: 4.3, 7.9.
    """
    services.invite_reader(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.remove("/clients/{id}/readers/{person}", need=IN_PERSON)
def remove_reader(request: HttpRequest, id: Id, person: Id) -> Any:
    """Let someone of a client look no more.

    Clause: 7.9.
    """
    services.remove_reader(id, person, actor=viewer_of(request), at=clock.now())


@article.many("/contact-changes", ContactChangeShown)
def list_contact_changes(request: HttpRequest, asked: Query[ContactChangesAsked]) -> Any:
    """List the changes about main contacts, the latest first.

    Clause: 9.3.
    """
    return paged(request, asked, queries.changes(viewer_of(request)))


@article.one("/contact-changes/{id}", ContactChangeShown)
def read_contact_change(request: HttpRequest, id: Id) -> Any:
    """Read a change about a main contact.

    Clause: 9.3.
    """
    return queries.change(viewer_of(request), id)


@article.create(
    "/clients/{id}/contact-changes", ContactChangeShown, need=WRITE, where="/contact-changes/{id}"
)
def ask_contact_change(request: HttpRequest, id: Id, told: AskedChange) -> Any:
    """Ask for new details of the main contact, or for another main contact.

    It waits for a document signed by a person in charge.
    Clause: 9.3.
    """
    given, client = told.model_dump(), queries.client(viewer_of(request), id)
    return services.ask_change(
        client.pk, terms=terms_for(id), **given, actor=viewer_of(request), at=clock.now()
    )


@article.act("/contact-changes/{id}/sign", ContactChangeShown, need=WRITE)
def sign_contact_change(
    request: HttpRequest, id: Id, told: Form[SignedBy], file: File[UploadedFile]
) -> Any:
    """Hand in the signed document, with who signed it.

    Clause: 9.3.
    """
    return services.sign_change(
        id, content=cast(BinaryIO, file), filename=file.name or "", **told.model_dump(),
        actor=viewer_of(request), at=clock.now(),
    )  # fmt: skip


@article.act("/contact-changes/{id}/verify", ContactChangeShown, need=IN_PERSON)
def verify_contact_change(request: HttpRequest, id: Id) -> Any:
    """Say that the signed document is right: the change takes effect.

    Clause: 9.3.
    """
    return services.verify_change(id, actor=viewer_of(request), at=clock.now())


@article.act("/contact-changes/{id}/refuse", ContactChangeShown, need=IN_PERSON)
def refuse_contact_change(request: HttpRequest, id: Id, told: Because) -> Any:
    """Say that the document does not do: nothing changes.

    Clause: 9.3.
    """
    actor = viewer_of(request)
    return services.refuse_change(id, because=told.because, actor=actor, at=clock.now())


@article.act("/contact-changes/{id}/withdraw", ContactChangeShown, need=WRITE)
def withdraw_contact_change(request: HttpRequest, id: Id) -> Any:
    """Ask for the change no longer.

    Clause: 9.3.
    """
    return services.withdraw_change(id, actor=viewer_of(request), at=clock.now())
