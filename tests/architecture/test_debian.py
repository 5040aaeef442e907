"""tools/debian: what the tests need of Debian's is put there, or its lack is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integrations import dovecot
from tools import debian


def test_what_cannot_be_had_is_told_and_fails_continuous_integration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("CI", "TENIR_TEST_UNTRIED"):
        monkeypatch.delenv(name, raising=False)
    assert debian.main(["no-such-program=a-package"]) == 0
    assert capsys.readouterr().out.startswith("not installed: a-package")
    monkeypatch.setenv("CI", "true")
    assert debian.main(["no-such-program=a-package"]) == 1


def test_a_mailbox_s_tests_fail_continuous_integration_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dovecot, "PROGRAM", None)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="dovecot-imapd"):
        dovecot.needed()
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception):
        dovecot.needed()
