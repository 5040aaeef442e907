"""Acts on the index: each app says what of its own is found, in the act that makes it so.

A new kind of thing needs a `Findable` from its app, a source in tenir/integrations/upkeep and a
line in tenir/ui/searching.py, which reads it again for who is looking.
"""

from __future__ import annotations

from tenir.apps.search.building import differences, rebuild
from tenir.apps.search.writing import EDITION, Findable, forget, index, index_again, purge

__all__ = [
    "EDITION",
    "Findable",
    "differences",
    "forget",
    "index",
    "index_again",
    "purge",
    "rebuild",
]
