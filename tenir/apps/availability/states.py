"""The states of the tables and those of the rules."""

from collections.abc import Mapping

from tenir.terms.samples import DEGRADED, DOWN, UNKNOWN, UP

CODES: Mapping[str, int] = {"up": UP, "down": DOWN, "degraded": DEGRADED, "unmeasured": UNKNOWN}
NAMES: Mapping[int, str] = {code: name for name, code in CODES.items()}
