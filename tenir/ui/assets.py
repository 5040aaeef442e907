"""The files that pages need, each under an address with the digest of what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """WhiteNoise's storage, which looks each address up once: every page has a dozen of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001, FBT002  Django's own
        """The address of that file; what was collected stays as it is while a process lives."""
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Those whose address pages have: nobody asks for the same under its plain name."""
        yield from super().compress_files(set(paths).intersection(self.hashed_files.values()))
