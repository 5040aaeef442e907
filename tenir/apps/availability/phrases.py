"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {}
