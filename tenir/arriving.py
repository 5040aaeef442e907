"""A body whose end did not arrive is no body: what was cut is never taken for what was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Application = Callable[..., Iterable[bytes]]


class BodyCut(OSError):
    """The connection was closed before the whole body had come."""


class _Expected:
    """A request's body, of which so many bytes were announced; BodyCut where fewer come."""

    def __init__(self, body: Any, length: int) -> None:
        self._body, self._left, self.cut = body, length, False

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        return self._counted(self._body.read(wanted), wanted)

    def readline(self, size: int = -1) -> bytes:
        return self._counted(self._body.readline(self._left if size < 0 else size), 1)

    def _counted(self, part: bytes, wanted: int) -> bytes:
        """The part, of which a server gives less than is wanted only where no more will come."""
        short = self._left > 0 and len(part) < wanted
        self._left -= len(part)
        if short:
            self.cut = True
            raise BodyCut(f"{self._left} bytes did not come")
        return part


def was_cut(environ: Mapping[str, Any]) -> bool:
    """Whether its body ended before its end while it was read."""
    return getattr(environ.get("wsgi.input"), "cut", False)


def whole_only(application: Application) -> Application:
    """The application, told where a body was cut: a server hands on what came as if it were all.

    Django then takes the form as empty; forms of many words have a last field too (ui/whole.py),
    for proxies that end a cut body as if it were whole.
    """

    def answered(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length):
            environ["wsgi.input"] = _Expected(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return answered
