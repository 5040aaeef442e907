"""Writes docs/openapi.json, what the API is for programs that have only the file.

    python -m tools.openapi [--check]

With --check it writes nothing, and says whether the file is behind.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

FILE = Path("docs/openapi.json")


def main() -> int:
    """Writes the file, or compares it; 1 where it is behind."""
    for name in [name for name in os.environ if name.startswith("TENIR_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tenir.settings",
            "TENIR_MODE": "demonstration",
            "TENIR_DATA": folder,
        }
        text = _made()
    if "--check" not in sys.argv:
        FILE.write_text(text)
    elif not FILE.is_file() or FILE.read_text() != text:
        print(f"{FILE} is behind the API: `make openapi`")
        return 1
    return 0


def _made() -> str:
    import django  # noqa: PLC0415  after the environment is set

    django.setup()
    from tenir.faces.api.urls import document  # noqa: PLC0415

    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
