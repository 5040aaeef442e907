"""The plugins of a run: Django's where Django is (tests/terms runs without it)."""

import importlib.util
import os

pytest_plugins = []
if importlib.util.find_spec("pytest_django"):
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    ours = ["tests.emptying", "tests.database", "tests.migrated", "tests.platforms"]
    ours += ["tests.once", "tests.speaking", "tests.drawing", "tests.worlds"]
    pytest_plugins += ["pytest_django.plugin", *ours]
