"""Every hostile name of an upload is refused: the list, with the reason for each."""

from __future__ import annotations

import pytest

from tenir.apps.documents.checks import checked
from tenir.apps.documents.names import FileRefused
from tenir.apps.documents.opened import Bytes

NAMES = [
    ("a name that climbs out of its folder", "characters", "../../etc/passwd.txt"),
    ("a Windows path", "characters", "..\\..\\boot.txt"),
    ("an absolute path", "characters", "/etc/cron.d/job.txt"),
    ("a drive or an alternate stream", "characters", "a.txt:evil.pdf"),
    ("a hidden file of the system", "characters", ".bashrc.txt"),
    ("a space at the edge, which Windows drops", "characters", "a.txt "),
    ("wildcards and quotes of a shell", "characters", 'a"*.txt'),
    ("the right-to-left override: shown as invoice-exe.pdf", "hidden", "invoice-\u202efdp.txt"),
    ("a zero-width space: two names that look one", "hidden", "in\u200bvoice.txt"),
    ("a line break: forges a header or a log line", "hidden", "a\r\nSet-Cookie: x.txt"),
    ("a NUL, where C code stops reading", "hidden", "a.png\0.txt"),
    ("a name that Windows keeps for a device", "reserved", "con.txt"),
    ("another, with its number", "reserved", "COM1.csv"),
    ("a name too long for file systems", "long", "a" * 200 + ".txt"),
    ("no name at all", "empty", "  "),
    ("only dots", "empty", ".."),
    ("a program behind a document's name", "runs", "invoice.pdf.exe"),
    ("a program's ending before the last one", "runs", "invoice.exe.txt"),
]


@pytest.mark.parametrize(("reason", "key", "name"), NAMES, ids=[reason for reason, *_ in NAMES])
def test_a_hostile_name_is_refused(reason: str, key: str, name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        checked(name, Bytes(b"text"))
    assert refused.value.key == f"documents.name_{key}"
