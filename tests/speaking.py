"""Each test speaks the language of the settings, whatever a page of the one before spoke."""

from django.utils import translation


def pytest_runtest_teardown() -> None:
    """What a request made active stays so in its thread."""
    translation.deactivate()
