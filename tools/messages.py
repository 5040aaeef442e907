"""Gathers the words of pages and forms, and compiles their French.

    python -m tools.messages [--check]

English is written in templates and code; French in `tenir/ui/locale/fr/LC_MESSAGES/django.po`.
`--check` writes nothing and fails where a word is missing, left over, untranslated or not compiled.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PO = Path("tenir/ui/locale/fr/LC_MESSAGES/django.po")
KEYWORDS = (
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext",
    "pgettext_lazy", "npgettext",
)  # fmt: skip
SHAPES = {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 1}


def words(folder: Path) -> Iterator[tuple[str, int, str | tuple[str, str], str | None]]:
    """Every word to translate: file, line, the text (or singular and plural), its context."""
    for path in sorted(folder.glob("tenir/**/*")):
        shown = str(path.relative_to(folder))
        if path.suffix == ".html":
            yield from _in(templatize(path.read_text(), origin=shown), shown)
        elif path.suffix == ".py" and "migrations" not in path.parts:
            yield from _in(path.read_text(), shown)


def _in(source: str, shown: str) -> Iterator[tuple[str, int, str | tuple[str, str], str | None]]:
    found = extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    for line, function, said, _ in found:
        parts = [said] if isinstance(said, str) else [part for part in said if part is not None]
        context = parts.pop(0) if SHAPES.get(function or "") else None
        if parts and len(parts) > 1 and "n" in (function or "")[:2]:
            yield shown, line, (parts[0], parts[1]), context
        elif parts:
            yield shown, line, parts[0], context


def gathered(folder: Path) -> Catalog:
    """The catalogue that is there, brought up to the words that are said."""
    said = Catalog(locale="fr")
    for path, _, text, context in words(folder):
        said.add(text, locations=[(path, 0)], context=context)
    held = _held(folder)
    held.update(said, no_fuzzy_matching=True)
    held.obsolete.clear()
    return held


def _held(folder: Path) -> Catalog:
    path = folder / PO
    return read_po(path.open("rb"), locale="fr") if path.exists() else Catalog(locale="fr")


def missing(catalogue: Catalog) -> list[str]:
    """The words without their French, plural forms included."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not all([message.string] if isinstance(message.string, str) else message.string)
    ]  # fmt: skip


def _bytes(catalogue: Catalog) -> tuple[bytes, bytes]:
    catalogue.header_comment, catalogue.fuzzy = "# French words of the pages", False
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, sort_output=True, omit_header=False, width=100, no_location=True)
    write_mo(mo, catalogue)
    kept = [line for line in po.getvalue().split(b"\n") if b"Date" not in line[:25]]
    return b"\n".join(kept), mo.getvalue()


def main(arguments: list[str]) -> int:
    """Writes the catalogue, or checks it; 1 where something is missing."""
    folder = Path()
    po, _ = _bytes(gathered(folder))
    catalogue = read_po(io.BytesIO(po), locale="fr")
    mo = _bytes(catalogue)[1]
    untranslated = missing(catalogue)
    for text in untranslated:
        print(f"no French for: {text}")
    if "--check" in arguments:
        path = folder / PO
        compiled = path.with_suffix(".mo")
        behind = not (path.exists() and compiled.exists()) or (
            path.read_bytes(), compiled.read_bytes()
        ) != (po, mo)  # fmt: skip
        if behind:
            print("the catalogue is behind: run `python -m tools.messages`")
        return 1 if behind or untranslated else 0
    (folder / PO).parent.mkdir(parents=True, exist_ok=True)
    (folder / PO).write_bytes(po)
    (folder / PO).with_suffix(".mo").write_bytes(mo)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
