"""Which pages of its account a client's contracts open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from tenir.apps.agreements.asked_contracts import contracts
from tenir.apps.agreements.asked_terms import own_terms_of
from tenir.apps.agreements.models import Contract
from tenir.apps.agreements.reading import agreements_held, day_of
from tenir.prepared import Prepared
from tenir.terms.cited import Page
from tenir.terms.dates import epoch, local
from tenir.terms.pages import PAGES, Platform, page_open
from tenir.terms.reasons import Judgement
from tenir.viewer import SYSTEM, NotAllowed, Viewer


class PageClosed(NotAllowed):
    """No contract of the viewer's client opens that page."""


def closed_pages(viewer: Viewer, *, at: datetime) -> Mapping[Page, Judgement[bool]]:
    """The pages that no contract running then opens to the viewer, each with why not.

    None is closed to staff, nor to a client without a contract: nothing says otherwise of it.
    Clause: 7.3.
    """
    if viewer.is_staff or not viewer.clients:
        return {}
    day = local(epoch(at), settings.TIME_ZONE).date()
    held = [one for client in viewer.clients for one in _RUNNING(client, day)]
    if not held or any(one.platform == Contract.Platform.EXTENDED for one in held):
        return {}
    judged = [_judged(one, at) for one in held]
    return {page: judged[0][page] for page in PAGES if not any(each[page].value for each in judged)}


_RUNNING = Prepared(
    lambda client, day: contracts(SYSTEM, on=day).filter(client=client).select_related(None)
)


def must_be_open(viewer: Viewer, page: Page, *, at: datetime) -> None:
    """Refuses a page that the viewer's contract does not open.

    Clause: 7.3.
    """
    if page in closed_pages(viewer, at=at):
        raise PageClosed("agreements.page_closed", page=page)


def _judged(contract: Contract, at: datetime) -> Mapping[Page, Judgement[bool]]:
    read = agreements_held(contract.client_id)(at=at, agreement=contract.agreement)
    own = own_terms_of([contract.pk], on=day_of(at, read)).get(contract.pk, ())
    terms = read.terms(contract=own)
    platform: Platform = "basic"
    return {page: page_open(terms, page, platform=platform) for page in PAGES}
