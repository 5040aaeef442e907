"""How many examples a property is tried on: a few while one works, many in `make test`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

THOROUGH = bool(os.environ.get("TENIR_THOROUGH"))


def tried_on(few: int, *, many: int) -> settings:
    """Settings for a property: `few` examples, or `many` where TENIR_THOROUGH is set."""
    return settings(
        max_examples=many if THOROUGH else few,
        deadline=None,
        derandomize=THOROUGH,  # a submission stands or falls by itself, not by chance
        suppress_health_check=list(HealthCheck),
    )
