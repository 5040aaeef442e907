"""What a name server answers: one question, the records of one type as text (RFC 1035).

The host's own resolvers are asked (/etc/resolv.conf), over UDP, then over TCP where the answer was
cut. Only the first of them that answers counts; what is no answer to the question is left aside.
"""

from __future__ import annotations

import asyncio
import secrets
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

TYPES = {
    "A": 1, "NS": 2, "CNAME": 5, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33, "CAA": 257,
}  # fmt: skip
PORT, AGAIN = 53, 2  # seconds before the next resolver is asked
TRUNCATED, RECURSION, RESPONSE, CODE = 0x0200, 0x0100, 0x8000, 0x000F
NO_SUCH_NAME, INTERNET = 3, 1
Server = tuple[str, int]


class NoAnswer(Exception):
    """No resolver answered the question, and why."""


def resolvers(path: Path = Path("/etc/resolv.conf")) -> list[Server]:
    """The name servers of this host; none where it names none."""
    try:
        lines = [line.split() for line in path.read_text().splitlines()]
    except OSError:
        return []
    return [(line[1], PORT) for line in lines if len(line) > 1 and line[0] == "nameserver"]


async def records(name: str, kind: str, servers: Sequence[Server]) -> list[str]:
    """The records of that type; none where the name has none. Raises NoAnswer.

    It asks until it is answered: whoever calls gives it its time.
    """
    if not servers:
        raise NoAnswer("this host names no resolver")
    asked = Question(name, TYPES[kind])
    while True:
        for server in servers:
            try:
                async with asyncio.timeout(AGAIN):
                    return asked.read(await _answer(asked, server))
            except (TimeoutError, OSError):
                continue
        await asyncio.sleep(0.05)


async def _answer(asked: Question, server: Server) -> bytes:
    found = await _over_udp(asked, server)
    return await _over_tcp(asked, server) if asked.cut(found) else found


class _Hearing(asyncio.DatagramProtocol):
    """Waits for the answer to its question; anything else that comes is left aside."""

    def __init__(self, asked: Question) -> None:
        self.asked = asked
        self.heard: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def datagram_received(self, data: bytes, addr: object) -> None:  # noqa: ARG002  asyncio's
        if self.asked.is_mine(data) and not self.heard.done():
            self.heard.set_result(data)

    def error_received(self, error: Exception) -> None:
        if not self.heard.done():
            self.heard.set_exception(error)


async def _over_udp(asked: Question, server: Server) -> bytes:
    loop = asyncio.get_running_loop()
    transport, hearing = await loop.create_datagram_endpoint(
        lambda: _Hearing(asked), remote_addr=server
    )
    try:
        transport.sendto(asked.message)
        return await hearing.heard
    finally:
        transport.close()


async def _over_tcp(asked: Question, server: Server) -> bytes:
    reader, writer = await asyncio.open_connection(*server)
    try:
        writer.write(struct.pack("!H", len(asked.message)) + asked.message)
        (length,) = struct.unpack("!H", await reader.readexactly(2))
        return await reader.readexactly(length)
    except asyncio.IncompleteReadError:
        raise NoAnswer("the answer was cut") from None
    finally:
        writer.close()


class Question:
    """One question as it is sent, and how its answer is read."""

    def __init__(self, name: str, kind: int) -> None:
        self.kind = kind
        self.id = secrets.randbelow(1 << 16)
        labels = [each.encode("idna") for each in name.removesuffix(".").split(".")]
        self.asked = b"".join(bytes([len(each)]) + each for each in labels) + b"\0"
        self.asked += struct.pack("!HH", kind, INTERNET)
        self.message = struct.pack("!6H", self.id, RECURSION, 1, 0, 0, 0) + self.asked

    def is_mine(self, answer: bytes) -> bool:
        """Whether that answers this question."""
        head = answer[:4]
        if len(answer) < 12 or struct.unpack("!HH", head)[0] != self.id:
            return False
        return bool(answer[2] & 0x80) and answer[12:].lower().startswith(self.asked.lower())

    def cut(self, answer: bytes) -> bool:
        """Whether the answer says that there is more of it."""
        return bool(struct.unpack("!H", answer[2:4])[0] & TRUNCATED)

    def read(self, answer: bytes) -> list[str]:
        """The records of the type asked for, as text. Raises NoAnswer."""
        if not self.is_mine(answer):
            raise NoAnswer("the answer is to another question")
        flags, _, count = struct.unpack("!3H", answer[2:8])
        if flags & CODE == NO_SUCH_NAME:
            return []
        if flags & CODE:
            raise NoAnswer(f"the resolver answers with code {flags & CODE}")
        try:
            return [*self._records(_Reading(answer, 12 + len(self.asked)), count)]
        except (IndexError, struct.error, ValueError):
            raise NoAnswer("the answer cannot be read") from None

    def _records(self, reading: _Reading, count: int) -> Iterator[str]:
        for _ in range(count):
            reading.name()
            kind, _class, _life, length = struct.unpack("!HHIH", reading.take(10))
            end = reading.at + length
            if kind == self.kind:
                yield WRITTEN[kind](reading, length)
            reading.at = end


@dataclass
class _Reading:
    """A place in an answer: what comes next."""

    answer: bytes
    at: int

    def take(self, count: int) -> bytes:
        found = self.answer[self.at : self.at + count]
        if len(found) < count:
            raise IndexError
        self.at += count
        return found

    def number(self) -> int:
        return int.from_bytes(self.take(2), "big")

    def name(self) -> str:
        """A name in lower case, its last point left out; pointers lead back only, so it ends."""
        labels, after, bound = [], 0, self.at
        while length := self.take(1)[0]:
            if length < 64:
                labels.append(self.take(length).decode("ascii", "replace"))
                continue
            to = (length & 0x3F) << 8 | self.take(1)[0]
            after = after or self.at
            if to >= bound:
                raise ValueError
            self.at = bound = to
        self.at = after or self.at
        return ".".join(labels).lower()


def _text(reading: _Reading, length: int) -> str:
    end, parts = reading.at + length, []
    while reading.at < end:
        parts.append(reading.take(reading.take(1)[0]))
    return b"".join(parts).decode("utf-8", "replace")


def _mail(reading: _Reading, _length: int) -> str:
    return f"{reading.number()} {reading.name()}"


def _service(reading: _Reading, _length: int) -> str:
    return f"{reading.number()} {reading.number()} {reading.number()} {reading.name()}"


def _authority(reading: _Reading, length: int) -> str:
    flags, tag = reading.take(2)
    name = reading.take(tag).decode("ascii", "replace")
    return f"{flags} {name} {reading.take(length - 2 - tag).decode('utf-8', 'replace')}"


def _address(reading: _Reading, length: int) -> str:
    return str(ip_address(reading.take(length)))


def _name(reading: _Reading, _length: int) -> str:
    return reading.name()


WRITTEN: Mapping[int, Callable[[_Reading, int], str]] = {
    TYPES["A"]: _address, TYPES["AAAA"]: _address, TYPES["NS"]: _name, TYPES["CNAME"]: _name,
    TYPES["MX"]: _mail, TYPES["TXT"]: _text, TYPES["SRV"]: _service, TYPES["CAA"]: _authority,
}  # fmt: skip


def holds(found: Sequence[str], kind: str, wanted: str) -> bool:
    """Whether one of the records is the one wanted.

    A text may be a part of one; a mail server may be named without its rank; letters and the last
    point of a name do not matter.
    """
    if kind == "TXT":
        return any(wanted in each for each in found)
    plain = wanted.strip().lower().removesuffix(".")
    told = {each.lower() for each in found}
    return plain in told or (kind == "MX" and plain in {each.split()[-1] for each in told})
