"""What the database itself refuses: to change or remove what was said and done in a request.

One thing of an entry goes: its author, once the person is forgotten (decision 20). An owner of the
database can lift this, as anything; the journal has each event.
"""

from __future__ import annotations

from tenir.refusing import Refusal

REFUSED = "what happened to a request is never changed: add to it"
ENTRY, FILES = "support_entry", "support_entry_documents"
_WRITTEN = (
    "id", "request_id", "what", "public", "side", "channel", "happened_at", "recorded_at", "text",
    "facts", "key",
)  # fmt: skip


def _moved(same: str) -> str:
    """Whether an update does more than forget who wrote it."""
    untouched = " AND ".join(f'NEW."{name}" {same} OLD."{name}"' for name in _WRITTEN)
    return f'NOT (NEW."author_id" IS NULL AND {untouched})'


_SQLITE = {
    f"{ENTRY}_update": f"UPDATE ON {ENTRY} WHEN {_moved('IS')}",
    f"{ENTRY}_delete": f"DELETE ON {ENTRY}",
    f"{FILES}_update": f"UPDATE ON {FILES}",
    f"{FILES}_delete": f"DELETE ON {FILES}",
}
_POSTGRESQL = {
    f"{ENTRY}_update": f"UPDATE ON {ENTRY} FOR EACH ROW WHEN ({_moved('IS NOT DISTINCT FROM')})",
    f"{ENTRY}_delete": f"DELETE ON {ENTRY} FOR EACH ROW",
    f"{ENTRY}_truncate": f"TRUNCATE ON {ENTRY}",
    f"{FILES}_update": f"UPDATE ON {FILES} FOR EACH ROW",
    f"{FILES}_delete": f"DELETE ON {FILES} FOR EACH ROW",
    f"{FILES}_truncate": f"TRUNCATE ON {FILES}",
}

_REFUSAL = Refusal("support_refuses", REFUSED, _SQLITE, _POSTGRESQL)
enforce, lift = _REFUSAL.enforce, _REFUSAL.lift
