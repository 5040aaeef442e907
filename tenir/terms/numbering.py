"""A version's number: where its file has it, and the next one that is free."""

from __future__ import annotations

import re
from collections.abc import Collection

from tenir.terms.yaml_source import UnreadableYaml, read

NUMBER = ("agreement", "version")
_LAST_FIGURES = re.compile(r"(.*?)([0-9]+)", re.DOTALL)
_WRITTEN = re.compile(r"""(["']?version["']?\s*:\s*)("[^"\n]*"|'[^'\n]*'|[\w.-]+)""")


def number_place(convention: str, name: str = "convention.yaml") -> str:
    """`file:line:column` of the number in a file that can be read.

    Clause: 3.4.
    """
    return read(convention, name).where(NUMBER)


def next_number(number: str, taken: Collection[str]) -> str:
    """The number counted on until none of those has it: 1 → 2, 2.9 → 2.10, beta → beta.2.

    Clause: 3.4.
    """
    found = _LAST_FIGURES.fullmatch(number)
    head, count = (found[1], int(found[2])) if found else (f"{number}.", 1)
    while (told := f"{head}{count + 1}") in taken:
        count += 1
    return told


def renumbered(convention: str, number: str) -> str:
    """The file with that number in place of its own; unchanged where it cannot be found.

    Clause: 3.4.
    """
    try:
        place = read(convention, "").lines.get(NUMBER)
    except UnreadableYaml:
        return convention
    if place is None:
        return convention
    line, column = place
    start = sum(len(each) + 1 for each in convention.split("\n")[: line - 1]) + column - 1
    found = _WRITTEN.match(convention, start)
    if found is None:
        return convention
    return f'{convention[: found.end(1)]}"{number}"{convention[found.end(2) :]}'
