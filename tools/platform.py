"""Checks the platform as a machine in production would start it.

    python -m tools.platform

No model without its migration, and nothing that Django's review of a deployment finds.
"""

from __future__ import annotations

import os
import sys
import tempfile

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "tenir.settings",
    "TENIR_SECRET_KEY": "made up for a check that serves nobody: 0123456789 abcdefghij",
    "TENIR_URL": "https://tenir.example.org",
    "TENIR_MAIL_URL": "smtp://127.0.0.1:25",
    "TENIR_MAIL_FROM": "Tenir <tenir@example.org>",
}


def main() -> int:
    """Both checks; 1 where one finds something."""
    for name in [name for name in os.environ if name.startswith("TENIR_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= PRODUCTION | {"TENIR_DATA": folder}
        return _checked()


def _checked() -> int:
    import django  # noqa: PLC0415  after the environment is set
    from django.core.management import CommandError, call_command  # noqa: PLC0415

    django.setup()
    try:
        call_command("check", deploy=True, fail_level="WARNING")
        call_command("makemigrations", check=True, dry_run=True)
    except CommandError as error:
        print(error)
        return 1
    except SystemExit as ended:
        print("a model has changed without its migration: `makemigrations` that app")
        return int(ended.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
