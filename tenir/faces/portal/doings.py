"""What a client's people do from the search, each by the role that its page is for."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.faces.portal.contacts_only import speaks
from tenir.ui.doings import Doing
from tenir.ui.endpoints import may_keep
from tenir.viewer import Viewer


def _led(viewer: Viewer) -> list[int]:
    return [client for client in viewer.clients if viewer.leads(client)]


def _of_client(name: str, clients: list[int]) -> str:
    """That page of the client, or where one is chosen."""
    return reverse(name, args=clients) if len(clients) == 1 else reverse("portal:contacts")


DOINGS = (
    Doing(_("Open a request"), "lifebuoy", "portal:request-new", speaks,
          _("ask support, report a problem, a question")),
    Doing(_("Propose something"), "message-circle", "portal:proposal-new", speaks,
          _("suggestion, improvement")),
    Doing(_("Ask for a quote"), "receipt", "portal:ask", speaks,
          _("order a service, training, hours")),
    Doing(_("Claim a penalty"), "scale", "portal:claim-new", speaks),
    Doing(_("Hand in a document"), "upload", "portal:document-new", speaks, _("add a file")),
    Doing(_("Designate a contact"), "users",
          lambda viewer: _of_client("portal:contact-new", _led(viewer)), _led,
          _("invite a person, a colleague")),
    Doing(_("Invite a reader"), "eye",
          lambda viewer: _of_client("portal:reader-new", _led(viewer)), _led,
          _("invite a person, a colleague")),
    Doing(_("Change the main contact"), "pencil",
          lambda viewer: _of_client("portal:main-change", speaks(viewer)), speaks),
    Doing(_("Add a program"), "webhook", "portal:endpoint-new", may_keep, _("webhook")),
    Doing(_("Make a secret link"), "link", "portal:links", more=_("feed, calendar, screen")),
)  # fmt: skip
