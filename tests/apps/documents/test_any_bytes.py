"""Whatever is done to a file's bytes, it is kept or refused in words: nothing else comes out."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from tenir.apps.documents.checks import checked
from tenir.apps.documents.names import FileRefused
from tenir.apps.documents.opened import Bytes
from tests.apps.documents.test_kinds import SOUND

FILES = [(name, content) for name, content, _ in SOUND]


def kept_or_refused(name: str, content: bytes) -> None:
    with suppress(FileRefused):
        checked(name, Bytes(content))


@given(st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 255))
def test_a_byte_changed(file: tuple[str, bytes], where: float, byte: int) -> None:
    name, content = file
    at = int(where * (len(content) - 1))
    kept_or_refused(name, content[:at] + bytes([byte]) + content[at + 1 :])


@given(st.sampled_from(FILES), st.floats(0, 1), st.floats(0, 1))
def test_a_piece_cut_out(file: tuple[str, bytes], one: float, two: float) -> None:
    name, content = file
    start, end = sorted((int(one * len(content)), int(two * len(content))))
    kept_or_refused(name, content[:start] + content[end:])


@given(st.sampled_from(FILES), st.floats(0, 1), st.binary(max_size=20))
def test_a_piece_put_in(file: tuple[str, bytes], where: float, piece: bytes) -> None:
    name, content = file
    at = int(where * len(content))
    kept_or_refused(name, content[:at] + piece + content[at:])


@given(st.sampled_from(sorted({name for name, _ in FILES})), st.binary(max_size=200))
def test_bytes_of_nothing(name: str, content: bytes) -> None:
    kept_or_refused(name, content)


@given(st.text(max_size=130))
def test_any_name(name: str) -> None:
    kept_or_refused(name, b"text")
