"""The platform's settings under test: a real database, made for the run.

TENIR_TEST_DATABASE_URL says which (a PostgreSQL server); without it, a SQLite file.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import axe_playwright_python
from django.contrib.auth.hashers import Argon2PasswordHasher

FOLDER = Path(tempfile.mkdtemp(prefix="tenir-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("TENIR_")]:
    if not name.startswith(("TENIR_TEST_", "TENIR_SHARED", "TENIR_THOROUGH", "TENIR_API_EXAMPLES")):
        del os.environ[name]
os.environ |= {
    "TENIR_MODE": "demonstration",
    "TENIR_DATA": str(FOLDER),
    "TENIR_DATABASE_URL": os.environ.get(
        "TENIR_TEST_DATABASE_URL", f"sqlite:///{FOLDER}/tenir.sqlite3"
    ),
}

from tenir.settings import *  # noqa: E402, F403
from tenir.settings import DATABASES, LOGGING, MIDDLEWARE, STORAGES  # noqa: E402


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 with as little work as it allows."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


OUTBOX_MARK = None  # a test's attempts are rolled back: the next one is no restored copy
LOGGING["loggers"]["tenir.requests"] = {"level": "WARNING"}  # a line for each of thousands
PASSWORD_HASHERS = ["tests.settings.QuickArgon2"]
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
STATICFILES_DIRS = [("axe", str(Path(axe_playwright_python.__file__).parent))]  # pages load it
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"].pop("pool")
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"  # nothing is kept
    DATABASES["default"]["TEST"] = {"NAME": f"test_tenir_{os.getpid()}"}
