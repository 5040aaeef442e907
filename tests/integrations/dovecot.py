"""A real IMAP server on loopback: Debian's Dovecot, run by whoever runs the tests."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from tests.integrations.mail_servers import free_port

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
CONFIGURATION = """
base_dir = {base}/run
state_dir = {base}/run
log_path = {base}/log
ssl = no
protocols = imap
listen = 127.0.0.1
disable_plaintext_auth = no
mail_location = maildir:{base}/Maildir
first_valid_uid = {uid}
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def needed() -> None:
    """`make test` installs it; without it a test is skipped, and fails where CI is set."""
    if PROGRAM is None:
        told = pytest.fail if os.environ.get("CI") else pytest.skip
        told("no Dovecot here: apt install dovecot-imapd")


@dataclass
class Mailbox:
    """A mailbox: what is dropped into it has arrived."""

    folder: Path
    url: str
    number: Iterator[int] = field(default_factory=count)

    def drop(self, raw: bytes) -> None:
        """A message arrives."""
        path = self.folder / "new" / f"{next(self.number):05}.test"
        path.write_bytes(raw)
        path.chmod(0o666)

    def held(self, folder: str = "") -> int:
        """How many messages a folder holds."""
        place = self.folder / f".{folder}" if folder else self.folder
        return sum(len(list((place / part).glob("*"))) for part in ("new", "cur"))


@contextmanager
def running() -> Iterator[Mailbox]:
    """The server, up, with an empty mailbox.

    Its folder is not one of pytest's: where root runs the tests the server is nobody's, and each
    run of pytest that begins closes the folder of all of them to whoever is not root.
    """
    needed()
    who = pwd.getpwnam(getpass.getuser() if os.getuid() else "nobody")
    with tempfile.TemporaryDirectory(prefix="tenir-dovecot-") as name:
        base, port = Path(name), free_port()
        folder = base / "Maildir"
        for part in ("cur", "new", "tmp"):
            (folder / part).mkdir(parents=True)
        (base / "run").mkdir()
        if not os.getuid():
            for path in (base, *base.rglob("*")):
                os.chown(path, who.pw_uid, who.pw_gid)
        configuration = base / "dovecot.conf"
        names = {"user": who.pw_name, "group": _group(who.pw_gid), "uid": who.pw_uid}
        configuration.write_text(
            CONFIGURATION.format(base=base, port=port, gid=who.pw_gid, **names)
        )
        with subprocess.Popen([PROGRAM or "", "-F", "-c", configuration]) as server:
            try:
                _answering(port)
                yield Mailbox(folder, f"imap://tenir:secret@127.0.0.1:{port}")
            finally:
                server.terminate()


def _group(gid: int) -> str:
    import grp  # noqa: PLC0415

    return grp.getgrgid(gid).gr_name


def _answering(port: int) -> None:
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("dovecot does not answer")
