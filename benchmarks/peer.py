"""Django's own admin on the same tables: the list that everybody knows, in the same process.

Same rows, same columns, 50 a page, the same order; whoever is signed in may look.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest

from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry
from tenir.apps.notices.models import Notice
from tenir.apps.parties.models import Client


class Open(AdminSite):
    """Open to whoever is signed in: the people of this site have no permissions of Django's."""

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        return []


class Looked(ModelAdmin[Any]):
    """A table to look at, 50 rows a page."""

    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_add_permission = has_delete_permission = has_change_permission  # type: ignore[assignment]


class Commitments(Looked):
    list_display = ("kind", "organisation", "owed_by", "clauses", "due_at", "state")
    list_select_related = ("organisation",)
    list_filter = ("state", "owed_by")
    search_fields = ("organisation__name",)
    ordering = ("-due_at",)


class Entries(Looked):
    list_display = ("id", "verb", "subject", "clauses", "happened_at", "recorded_at")
    search_fields = ("verb", "subject")
    ordering = ("-id",)


class Notices(Looked):
    list_display = ("title", "address", "channel", "owed_at", "sent_at", "state")
    list_filter = ("state", "channel")
    search_fields = ("address",)
    ordering = ("-owed_at",)


class Clients(Looked):
    list_display = ("organisation", "number", "siren", "language")
    list_select_related = ("organisation",)
    search_fields = ("organisation__name", "number")
    ordering = ("organisation__name",)


admin = Open(name="peer")
for model, shown in {
    Commitment: Commitments, Entry: Entries, Notice: Notices, Client: Clients,
}.items():  # fmt: skip
    admin.register(model, shown)
PEERS = {
    "console:commitments": "peer:commitments_commitment_changelist",
    "console:journal": "peer:journal_entry_changelist",
    "console:notices": "peer:notices_notice_changelist",
    "console:clients": "peer:parties_client_changelist",
}
