"""An app that speaks to people: its phrases are known once Django is loaded."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from tenir.terms.phrases import learn


class SpeakingApp(AppConfig):
    """An app with a table of words, `phrases.PHRASES`.

    Named through its module (`speaking.SpeakingApp`): Django takes the only class of an apps.py.
    """

    def ready(self) -> None:
        """Adds what the app says to people."""
        learn(import_module(f"{self.name}.phrases").PHRASES)
