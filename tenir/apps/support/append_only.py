"""What the database itself refuses: to change or remove what was said and done in a request.

One thing of an entry goes: its author, once the person is forgotten (decision 20). An owner of the
database can lift this, as anything; the journal has each event.
"""

from __future__ import annotations

from collections.abc import Sequence

from tenir.refusing import Refusal

REFUSED = "what happened to a request is never changed: add to it"
ENTRY, FILES = "support_entry", "support_entry_documents"
_AT_FIRST = (
    "id", "request_id", "what", "public", "side", "channel", "happened_at", "recorded_at", "text",
    "facts", "key",
)  # fmt: skip


def _refusal(written: Sequence[str]) -> Refusal:
    """What is refused of an entry whose columns, but for its author, are those."""

    def moved(same: str) -> str:
        untouched = " AND ".join(f'NEW."{name}" {same} OLD."{name}"' for name in written)
        return f'NOT (NEW."author_id" IS NULL AND {untouched})'

    sqlite = {
        f"{ENTRY}_update": f"UPDATE ON {ENTRY} WHEN {moved('IS')}",
        f"{ENTRY}_delete": f"DELETE ON {ENTRY}",
        f"{FILES}_update": f"UPDATE ON {FILES}",
        f"{FILES}_delete": f"DELETE ON {FILES}",
    }
    postgresql = {
        f"{ENTRY}_update": f"UPDATE ON {ENTRY} FOR EACH ROW WHEN ({moved('IS NOT DISTINCT FROM')})",
        f"{ENTRY}_delete": f"DELETE ON {ENTRY} FOR EACH ROW",
        f"{ENTRY}_truncate": f"TRUNCATE ON {ENTRY}",
        f"{FILES}_update": f"UPDATE ON {FILES} FOR EACH ROW",
        f"{FILES}_delete": f"DELETE ON {FILES} FOR EACH ROW",
        f"{FILES}_truncate": f"TRUNCATE ON {FILES}",
    }
    return Refusal("support_refuses", REFUSED, sqlite, postgresql)


FIRST, NOW = _refusal(_AT_FIRST), _refusal((*_AT_FIRST, "contact_id"))
enforce, lift = NOW.enforce, NOW.lift
