"""Checks that an app is entered only by its own door: `services` to act, `queries` to look.

    python -m tools.own_door [FOLDER]

Import-linter knows who may import whom; this knows by which door.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

APPS = ("tenir", "apps")
DOORS = ("services", "queries")


def intrusions(folder: Path) -> Iterator[str]:
    """A line for each import that enters another app by anything but its doors."""
    for path in sorted(folder.glob("tenir/**/*.py")):
        module = path.relative_to(folder).with_suffix("").parts
        for line, target in _imports(ast.parse(path.read_text()), module):
            if _intrudes(target, module):
                app, shown = target[2], ".".join(target)
                yield (
                    f"{path.relative_to(folder)}:{line}: imports {shown}; call a function of "
                    f"tenir.apps.{app}.services (to act) or .queries (to look), and add it there "
                    "if it is missing"
                )


def _imports(tree: ast.Module, module: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, tuple(name.name.split("."))) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = module[: -node.level] if node.level else ()
            inside = (*start, *node.module.split(".")) if node.module else start
            yield from ((node.lineno, (*inside, name.name)) for name in node.names)


def _intrudes(target: tuple[str, ...], module: tuple[str, ...]) -> bool:
    """Whether that import reaches into an app that the module is not part of."""
    into_an_app = target[:2] == APPS and len(target) > len(APPS)
    return into_an_app and target[:3] != module[:3] and target[3:4] not in [(d,) for d in DOORS]


def main() -> int:
    """Prints every intrusion; 1 where there is one."""
    found = list(intrusions(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(found) or "own door: every app is entered by its services and queries")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
