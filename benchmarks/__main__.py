"""Measure against peers: `python -m benchmarks [MODULE …]`.

Without a name, every module of this folder that has `rows()` is run, and benchmarks/results.json
and benchmarks/README.md are written; with names, only those are run and shown.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

from benchmarks.results import page, table
from benchmarks.side_by_side import Row
from benchmarks.targets import judged

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    """Run the modules of those names, or all of them."""
    found: dict[ModuleType, list[Row]] = {}
    for module in modules(names):
        print(f"\n{module.__name__}", flush=True)
        found[module] = judged(module.rows())
        print(table(found[module]), flush=True)
    if not names:
        rows = [row for module_rows in found.values() for row in module_rows]
        (HERE / "results.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        (HERE / "README.md").write_text(page(found))
        print(f"\nWritten: {HERE / 'results.json'} and {HERE / 'README.md'}")
    return 0


def modules(names: list[str]) -> list[ModuleType]:
    """The benchmark modules of those names, or all that have rows."""
    known = [module.name for module in pkgutil.iter_modules([str(HERE)])]
    chosen = names or [name for name in known if name != "__main__"]
    loaded = [importlib.import_module(f"benchmarks.{name}") for name in chosen]
    return [module for module in loaded if hasattr(module, "rows")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
