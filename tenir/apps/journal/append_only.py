"""What the database itself refuses: to change or delete an entry, or to take the chain back.

Only an entry that is not sealed yet takes its place in the chain, and nothing else of it moves.
An owner of the database can lift this, as anything; the chain and the marks kept elsewhere tell it.
"""

from __future__ import annotations

from tenir.refusing import Refusal

TABLES = ("journal_entry", "journal_personal", "journal_head")
_WRITTEN = (
    "id", "verb", "subject", "client", "actor", "happened_at", "recorded_at", "clauses", "before",
    "after", "personal_digest",
)  # fmt: skip


def _moved(same: str) -> str:
    """Whether an update touches more than the sealing of an unsealed entry."""
    untouched = " AND ".join(f'NEW."{name}" {same} OLD."{name}"' for name in _WRITTEN)
    return f"NOT (OLD.position IS NULL AND {untouched})"


_SQLITE = {
    "journal_entry_update": f"UPDATE ON journal_entry WHEN {_moved('IS')}",
    "journal_entry_delete": "DELETE ON journal_entry",
    "journal_personal_update": "UPDATE ON journal_personal",
    "journal_head_update": "UPDATE ON journal_head WHEN NEW.position < OLD.position",
    "journal_head_delete": "DELETE ON journal_head",
}
_POSTGRESQL = {
    "journal_entry_update": (
        f"UPDATE ON journal_entry FOR EACH ROW WHEN ({_moved('IS NOT DISTINCT FROM')})"
    ),
    "journal_entry_delete": "DELETE ON journal_entry FOR EACH ROW",
    "journal_entry_truncate": "TRUNCATE ON journal_entry",
    "journal_personal_update": "UPDATE ON journal_personal FOR EACH ROW",
    "journal_personal_truncate": "TRUNCATE ON journal_personal",
    "journal_head_update": "UPDATE ON journal_head FOR EACH ROW WHEN (NEW.position < OLD.position)",
    "journal_head_delete": "DELETE ON journal_head FOR EACH ROW",
    "journal_head_truncate": "TRUNCATE ON journal_head",
}
_REFUSED = "the journal is append-only"

_REFUSAL = Refusal("journal_refuses", _REFUSED, _SQLITE, _POSTGRESQL)
enforce, lift = _REFUSAL.enforce, _REFUSAL.lift
