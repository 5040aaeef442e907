"""What a run of the tests did not try, for want of a program: its last lines say so.

`make test` runs many things at a time, and what is said first stands far above its last lines. It
names a file in TENIR_TEST_UNTRIED, and prints that file once all is done.
"""

from __future__ import annotations

import os


def untried(said: str) -> int:
    """Says it, or keeps it to be said at the end; the exit code: 0, or 1 where CI is set."""
    if there := os.environ.get("TENIR_TEST_UNTRIED"):
        with open(there, "a", encoding="utf-8") as file:
            file.write(f"{said}\n")
    else:
        print(said)
    return 1 if os.environ.get("CI") else 0
