"""Gathers the words of pages and forms, and compiles their French.

    python -m tools.messages [--check]

English is written in templates and code; French in `tenir/ui/locale/fr/LC_MESSAGES/django.po`.
`--check` writes nothing and fails where a word is missing, left over, untranslated, not compiled,
or not the one that the rest says.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PO = Path("tenir/ui/locale/fr/LC_MESSAGES/django.po")
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    "npgettext": ((1, "c"), 2, 3),
}
ALIKE = {  # what French never says here, and what it says: one word for one thing
    "’": "'", "e-mail": "courriel", "supervision": "surveillance", "mél": "courriel",
    "chargé de compte": "gestionnaire de comptes", "progiciel": "produit", "horloge": "délai",
    "réclamation": "demande de pénalité", "plateforme d'assistance": "plateforme de support",
    "votre entreprise": "votre société", "ouvrier": "processus",
}  # fmt: skip
BEFORE_SIGN, NARROW = re.compile(r" (?=[:;?!»])|(?<=«) "), "\u202f"  # however it was typed
DATED = datetime(2026, 1, 1, tzinfo=UTC)
DATES = (b'"POT-Creation-Date:', b'"PO-Revision-Date:')
Word = tuple[str, str | tuple[str, str], str | None]


def words(folder: Path) -> Iterator[Word]:
    """Every word to translate: its file, the text (or singular and plural), its context."""
    for path in sorted(folder.glob("tenir/**/*")):
        shown = str(path.relative_to(folder))
        if path.suffix == ".html" or (path.suffix == ".txt" and "templates" in path.parts):
            yield from _in(templatize(path.read_text(), origin=shown), shown)
        elif path.suffix == ".py" and "migrations" not in path.parts:
            yield from _in(path.read_text(), shown)


def _in(source: str, shown: str) -> Iterator[Word]:
    found = extract("python", io.BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for _, text, _, context in found:
        yield shown, (text if isinstance(text, str) else (text[0], text[1])), context


def gathered(folder: Path) -> Catalog:
    """The catalogue that is there, brought up to the words that are said."""
    said = Catalog(locale="fr")
    for path, text, context in words(folder):
        said.add(text, locations=[(path, 0)], context=context)
    held = _held(folder)
    held.update(said, no_fuzzy_matching=True)
    held.obsolete.clear()
    for message in held:
        if message.id:
            forms = tuple(
                BEFORE_SIGN.sub(NARROW, str(form or "")) for form in _forms(message.string)
            )
            message.string = forms if isinstance(message.string, list | tuple) else forms[0]
    return held


def _held(folder: Path) -> Catalog:
    path = folder / PO
    if not path.exists():
        return Catalog(locale="fr")
    return read_po(io.BytesIO(path.read_bytes()), locale="fr")


def missing(catalogue: Catalog) -> list[str]:
    """The words without their French, plural forms included."""
    return [str(m.id) for m in catalogue if m.id and not all(_forms(m.string))]


def unlike(catalogue: Catalog) -> list[str]:
    """The French that says otherwise what the rest says in one way, and how that is said."""
    return [
        f"{text}: say “{rather}”, not “{word}”"
        for message in catalogue if message.id
        for text in map(str, _forms(message.string))
        for word, rather in ALIKE.items() if word in text.lower()
    ]  # fmt: skip


def _forms(said: object) -> tuple[object, ...]:
    return tuple(said) if isinstance(said, list | tuple) else (said,)


def _bytes(catalogue: Catalog) -> tuple[bytes, bytes]:
    catalogue.header_comment, catalogue.fuzzy = "# French words of the pages", False
    catalogue.creation_date = DATED  # else the minute of the run is written
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, sort_output=True, omit_header=False, width=100, no_location=True)
    write_mo(mo, catalogue)
    kept = [line for line in po.getvalue().split(b"\n") if not line.startswith(DATES)]
    return b"\n".join(kept), mo.getvalue()


def main(arguments: list[str]) -> int:
    """Writes the catalogue, or checks it; 1 where something is missing."""
    folder = Path()
    po, _ = _bytes(gathered(folder))
    catalogue = read_po(io.BytesIO(po), locale="fr")
    mo = _bytes(catalogue)[1]
    faults = [*(f"no French for: {text}" for text in missing(catalogue)), *unlike(catalogue)]
    print(*faults, sep="\n", end="\n" if faults else "")
    if "--check" in arguments:
        path = folder / PO
        compiled = path.with_suffix(".mo")
        behind = not (path.exists() and compiled.exists()) or (
            path.read_bytes(), compiled.read_bytes()
        ) != (po, mo)  # fmt: skip
        if behind:
            print("the catalogue is behind: run `make words` and commit it")
        return 1 if behind or faults else 0
    (folder / PO).parent.mkdir(parents=True, exist_ok=True)
    (folder / PO).write_bytes(po)
    (folder / PO).with_suffix(".mo").write_bytes(mo)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
