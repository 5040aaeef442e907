"""Measure against peers: `python -m benchmarks [MODULE …]`.

Every module of this folder that has `rows()` is run, or those that are named; what each found takes
its place in benchmarks/results.json and benchmarks/README.md as soon as it is known.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

from benchmarks.results import PAGE, RESULTS, keep, measured, table
from benchmarks.targets import judged
from tenir import clock

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    """Run the modules of those names, or all of them."""
    for module in modules(names):
        name = module.__name__.removeprefix("benchmarks.")
        print(f"\n{name}", flush=True)
        rows = judged(module.rows())
        print(table(rows), flush=True)
        keep({name: measured(rows, on=clock.now().date())})
    print(f"\nWritten: {RESULTS} and {PAGE}")
    return 0


def modules(names: list[str]) -> list[ModuleType]:
    """The benchmark modules of those names, or all that have rows."""
    known = [module.name for module in pkgutil.iter_modules([str(HERE)])]
    chosen = names or [name for name in known if name != "__main__"]
    loaded = [importlib.import_module(f"benchmarks.{name}") for name in chosen]
    return [module for module in loaded if hasattr(module, "rows")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
