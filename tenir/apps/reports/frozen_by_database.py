"""What the database itself refuses: to change or remove what was frozen."""

from __future__ import annotations

from tenir.refusing import Refusal

REFUSED = "what is frozen never changes: write a revision"
_ACTS = ("UPDATE", "DELETE")
_SQLITE = {f"reports_frozen_{act.lower()}": f"{act} ON reports_frozen" for act in _ACTS}
_POSTGRESQL = {
    **{name: f"{event} FOR EACH ROW" for name, event in _SQLITE.items()},
    "reports_frozen_truncate": "TRUNCATE ON reports_frozen",
}
_REFUSAL = Refusal("reports_refuse", REFUSED, _SQLITE, _POSTGRESQL)
enforce, lift = _REFUSAL.enforce, _REFUSAL.lift
