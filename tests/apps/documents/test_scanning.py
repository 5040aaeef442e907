"""ClamAV: a clamd on loopback that speaks as the real one does; the real one where it is there."""

from __future__ import annotations

import io
import shutil
import socketserver
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from pytest_django import Settings

from tenir.apps.documents.models import Document
from tenir.apps.documents.opened import Bytes
from tenir.apps.documents.scanning import ScannerSilent, scan
from tenir.apps.documents.services import FileRefused, keep
from tenir.viewer import SYSTEM
from tests.cast import Cast

MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.StreamRequestHandler):
    """INSTREAM as clamd answers it, with one signature: EICAR's."""

    limit = 1 << 20

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        body = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            body += self.rfile.read(size)
        if len(body) > self.limit:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        elif EICAR in body:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0")
        else:
            self.wfile.write(b"stream: OK\0")


@pytest.fixture
def clamd() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def unix_clamd() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/clamd.ctl"
        with socketserver.ThreadingUnixStreamServer(path, Clamd) as server:
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
            yield path
            server.shutdown()


def test_a_virus_is_refused_by_its_name(clamd: str) -> None:
    with pytest.raises(FileRefused) as refused:
        scan(Bytes(b"x" * 200_000 + EICAR), clamd=clamd)
    assert refused.value.key == "documents.virus"
    assert "Eicar" in refused.value.message("en")


def test_a_sound_file_passes_by_a_unix_socket_too(unix_clamd: str) -> None:
    scan(Bytes(b"sound"), clamd=unix_clamd)
    scan(Bytes(b"sound"), clamd=f"unix:{unix_clamd}")


def test_a_scan_that_says_neither_keeps_nothing(clamd: str) -> None:
    with pytest.raises(ScannerSilent):
        scan(Bytes(bytes(2 << 20)), clamd=clamd)


@pytest.mark.parametrize("nowhere", ["127.0.0.1:1", "/nowhere/clamd.ctl", "nothing"])
def test_a_scanner_that_is_not_there_keeps_nothing(nowhere: str) -> None:
    with pytest.raises(ScannerSilent):
        scan(Bytes(b"sound"), clamd=nowhere)


def test_a_document_tells_when_it_was_scanned(
    cast: Cast, clamd: str, settings: Settings, tmp_path: Path
) -> None:
    settings.CLAMAV = clamd
    made = keep(
        io.BytesIO(b"sound"), filename="a.txt", title="A", purpose="note", organisation=None,
        audience="staff", actor=SYSTEM, at=MARCH_2,
    )  # fmt: skip
    assert made.scanned_at == MARCH_2


def test_a_virus_leaves_no_row(cast: Cast, clamd: str, settings: Settings) -> None:
    settings.CLAMAV = clamd
    with pytest.raises(FileRefused):
        keep(
            io.BytesIO(EICAR), filename="a.txt", title="A", purpose="note", organisation=None,
            audience="staff", actor=SYSTEM, at=MARCH_2,
        )  # fmt: skip
    assert not Document.objects.exists()


def test_the_real_clamav_finds_eicar(tmp_path: Path) -> None:
    if not (program := shutil.which("clamd")):
        pytest.skip("no clamd here: apt-get install clamav-daemon")
    (tmp_path / "db").mkdir()
    digest = "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test"
    (tmp_path / "db" / "own.hdb").write_text(digest + "\n")
    setting = tmp_path / "clamd.conf"
    setting.write_text(
        f"LocalSocket {tmp_path}/ctl\nDatabaseDirectory {tmp_path}/db\nForeground yes\n"
        "OfficialDatabaseOnly no\nLogTime no\n"
    )
    daemon = subprocess.Popen([program, "-c", str(setting)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            if (tmp_path / "ctl").exists():
                break
            time.sleep(0.1)
        scan(Bytes(b"sound"), clamd=f"{tmp_path}/ctl")
        with pytest.raises(FileRefused) as refused:
            scan(Bytes(EICAR), clamd=f"{tmp_path}/ctl")
        assert refused.value.key == "documents.virus"
    finally:
        daemon.terminate()
        daemon.wait()
