"""Names that our probes ask for: their records, of a resolver that may lie, break or cut short."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

import pytest

from tenir.integrations.probes.calling import Probe, Seen
from tenir.integrations.probes.names import TYPES, resolvers
from tests.integrations.test_probes import call

ZONE = {  # kind → the records of drive.example
    "CNAME": [b"\x04edge\xc0\x0c"], "NS": [b"\x02ns\xc0\x0c"], "MX": [b"\0\x0a\x04mail\xc0\x0c"],
    "TXT": [b"\x06v=spf1\x05 -all"], "SRV": [b"\0\x01\0\x02\x01\xbb\x03sip\xc0\x0c"],
    "CAA": [b"\0\x05issueca.example"],
}  # fmt: skip


@contextmanager
def resolving(
    change: Callable[[bytes], list[bytes]] = lambda answer: [answer], port: int = 0
) -> Iterator[int]:
    """A resolver of one zone, over UDP at that port or any."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", port))
        server.settimeout(0.1)
        stop = Event()

        def serve() -> None:
            while not stop.is_set():
                with suppress(TimeoutError):
                    asked, whose = server.recvfrom(512)
                    for each in change(answered(asked)):
                        server.sendto(each, whose)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        stop.set()
        thread.join()


def answered(asked: bytes) -> bytes:
    kinds = {number: name for name, number in TYPES.items()}
    kind = kinds[int.from_bytes(asked[-4:-2], "big")]
    known = asked[12:].startswith(b"\x05drive\x07example\0")
    records = ZONE.get(kind, []) if known else []
    head = asked[:2] + (b"\x81\x80" if known else b"\x81\x83") + b"\0\x01"
    told = [b"\xc0\x0c" + asked[-4:] + b"\0\0\0\x3c" + len(r).to_bytes(2, "big") + r
            for r in records]  # fmt: skip
    return head + len(told).to_bytes(2, "big") + b"\0\0\0\0" + asked[12:] + b"".join(told)


def named(port: int, record: str, answer: str = "", name: str = "drive.example") -> Seen:
    asked = {"record": record, "answer": answer}
    return call(Probe("dns", name, 3, asked), _resolvers=[("127.0.0.1", port)])


@pytest.mark.parametrize(
    ("record", "right", "wrong"),
    [
        ("CNAME", "Edge.drive.example.", "other.example"), ("NS", "ns.drive.example", "ns.other"),
        ("MX", "10 mail.drive.example", "20 mail.drive.example"),
        ("MX", "mail.drive.example", "drive.example"), ("TXT", "v=spf1 -all", "+all"),
        ("SRV", "1 2 443 sip.drive.example", "sip.drive.example"),
        ("CAA", "0 issue ca.example", "0 issue other.example"),
    ],
)  # fmt: skip
def test_a_name_is_up_while_it_has_the_record_asked_for(record, right, wrong):
    with resolving() as port:
        assert named(port, record).up
        assert named(port, record, right).up
        assert named(port, record, wrong).said == f"drive.example has another {record} record"
        assert named(port, record, right, "gone.example").said.startswith("gone.example has no")


def test_what_answers_another_question_is_not_believed():
    def forged(answer: bytes) -> list[bytes]:
        other = bytes([answer[0] ^ 1]) + answer[1:]
        return [b"", b"\0" * 12, other.replace(b"edge", b"evil"), answer]

    with resolving(forged) as port:
        assert named(port, "CNAME", "edge.drive.example").up


@pytest.mark.parametrize("tail", [b"", b"\xc0\x0c\0", b"\xc0\xff" + b"\0" * 20, b"\x3f" * 9])
def test_an_answer_that_cannot_be_read_is_down_and_never_a_fault(tail):
    def broken(answer: bytes) -> list[bytes]:
        return [answer[:6] + b"\0\x03" + answer[8:31] + tail]  # the question ends there

    with resolving(broken) as port:
        assert named(port, "CNAME").said == "the answer cannot be read"


def test_a_pointer_that_leads_to_itself_ends():
    def circling(answer: bytes) -> list[bytes]:
        return [answer.replace(ZONE["CNAME"][0], b"\x04edge\xc0\x2b")]

    with resolving(circling) as port:
        assert not named(port, "CNAME", "edge").up


def test_an_answer_that_was_cut_is_asked_for_again_over_tcp():
    def cut(answer: bytes) -> list[bytes]:
        return [answer[:2] + b"\x83" + answer[3:]]

    # TCP first: connections hold many of its ports, and next to none of the same number in UDP
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        resolving(cut, listening.getsockname()[1]) as port,
    ):

        def serve() -> None:
            link, _ = listening.accept()
            with link:
                told = answered(link.recv(512)[2:])
                link.sendall(len(told).to_bytes(2, "big") + told)

        Thread(target=serve, daemon=True).start()
        assert named(port, "MX", "mail.drive.example").up


def test_the_resolvers_are_those_of_the_host(tmp_path):
    path = tmp_path / "resolv.conf"
    path.write_text("# ours\nsearch example.org\nnameserver 192.0.2.53\nnameserver ::1\n")
    assert resolvers(path) == [("192.0.2.53", 53), ("::1", 53)]
    assert resolvers(tmp_path / "none") == []
    seen = call(Probe("dns", "drive.example", 1, {"record": "MX"}), _resolvers=[])
    assert seen.said == "this host names no resolver"
