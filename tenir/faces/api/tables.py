"""Clients, contacts and contracts as CSV, out and in: all or nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form
from ninja.files import UploadedFile
from pydantic import Field

from tenir import clock
from tenir.faces.api.agreement import published_terms
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.shapes import Shown, Told
from tenir.integrations.spreadsheets import contracts, parties
from tenir.ui.pages import viewer_of
from tenir.viewer import NotAllowed

clients = Article("Clients")
contracts_article = Article("Contracts")
CSV = "text/csv"


class Trying(Told):
    """Whether it is only told what would come of it."""

    dry_run: bool = False


class PartiesBrought(Shown):
    """What an import came to, or would."""

    clients: list[str]
    contacts: list[str]
    changed: list[str]
    unchanged: int
    old_encoding: list[str] = Field(description="Files read as Windows-1252: look at accents.")


class ContractsBrought(Shown):
    """What an import came to, or would: contracts signed, lines added to others."""

    new: list[str]
    unchanged: list[str]
    lines_added: list[str]


@clients.file("/exports/clients", CSV)
def export_clients(request: HttpRequest) -> Any:
    """Export the clients that you may know of, as a table."""
    return csv_answer(parties.export_clients(viewer_of(request)), "clients")


@clients.file("/exports/contacts", CSV)
def export_contacts(request: HttpRequest) -> Any:
    """Export the contacts of the clients that you may know of, as a table."""
    return csv_answer(parties.export_contacts(viewer_of(request)), "contacts")


@contracts_article.file("/exports/contracts", CSV)
def export_contracts(request: HttpRequest) -> Any:
    """Export the contracts that you may know of, as a table."""
    return csv_answer(contracts.export_contracts(viewer_of(request)), "contracts")


@clients.act("/imports/clients", PartiesBrought, need=Scope.PARTIES_WRITE)
def import_clients(
    request: HttpRequest, told: Form[Trying], file: File[UploadedFile],
    contacts: File[UploadedFile] = None,  # type: ignore[assignment]  # ninja: may be left out
) -> Any:  # fmt: skip
    """Register clients and contacts from tables, and correct those that are there.

    Nobody is removed, invited or written to.
    """
    return parties.import_parties(
        file.read(), contacts.read() if contacts else None,
        names=(file.name or "", (contacts.name or "") if contacts else ""),
        terms=published_terms(), dry_run=told.dry_run, actor=viewer_of(request), at=clock.now(),
    )  # fmt: skip


@contracts_article.act("/imports/contracts", ContractsBrought, need=Scope.AGREEMENTS_WRITE)
def import_contracts(request: HttpRequest, told: Form[Trying], file: File[UploadedFile]) -> Any:
    """Sign the contracts of a table that are not there yet, and add the lines that are new."""
    if not viewer_of(request).is_staff:
        raise NotAllowed("api.staff_only")
    return contracts.import_contracts(
        file.read(), name=file.name or "", dry_run=told.dry_run, actor=viewer_of(request),
        at=clock.now(),
    )  # fmt: skip


def csv_answer(text: str, name: str) -> HttpResponse:
    """A table to download."""
    response = HttpResponse(text.encode(), content_type=f"{CSV}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
