"""Writes tenir/terms/country_names.py: the countries of ISO 3166-1, and Kosovo, as CLDR names them.

    python -m tools.countries [--check]

Babel carries CLDR for whoever changes Tenir, so that Tenir itself need not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

PAGE = Path("tenir/terms/country_names.py")
NO_COUNTRIES = {  # two letters that CLDR has names for besides
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ",
}  # fmt: skip
HEAD = '''\
"""Written by `python -m tools.countries` from CLDR: {code of ISO 3166-1: (French, English)}."""

from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, str]] = {
'''


def page() -> str:
    """The file as it should be."""
    return HEAD + "".join(_lines()) + "}\n"


def _lines() -> Iterator[str]:
    french, english = (Locale(language).territories for language in ("fr", "en"))
    for code in sorted(french):
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES:
            names = (each[code].replace("’", "'") for each in (french, english))
            yield f'    "{code}": ("{next(names)}", "{next(names)}"),\n'


def main(arguments: list[str]) -> int:
    """Writes the file, or says whether it is up to date."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == page():
        return 0
    print(f"{PAGE} is behind: run python -m tools.countries and commit it")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
