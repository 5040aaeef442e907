"""tools/chromium: a browser for the tests, and what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import chromium


def program(folder: Path, name: str, script: str = "exit 0") -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_the_one_that_is_named_is_taken_and_must_run(tmp_path: Path) -> None:
    named = program(tmp_path, "browser")
    assert chromium.browser({"TENIR_TEST_CHROMIUM": str(named)}) == named
    with pytest.raises(chromium.NoChromium, match="does not run"):
        chromium.browser({"TENIR_TEST_CHROMIUM": str(tmp_path / "none")})


def test_one_of_this_machine_is_found(tmp_path: Path) -> None:
    there = program(tmp_path, "google-chrome")
    assert chromium.browser({"PATH": str(tmp_path)}) == there


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium.os, "getuid", lambda: 0)


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("name", ["chromium-headless-shell", "chromium"])
def test_debian_s_is_installed_by_root_where_there_is_none(tmp_path: Path, name: str) -> None:
    made = f'case "$*" in *update) ;; *" {name}") cp "$0" {tmp_path}/{name};; *) exit 1;; esac'
    program(tmp_path, "apt-get", f"PATH=/usr/bin:/bin; {made}")
    assert chromium.browser({"PATH": str(tmp_path)}) == tmp_path / name


@pytest.mark.usefixtures("root")
def test_a_package_that_does_not_come_is_told(tmp_path: Path) -> None:
    program(tmp_path, "apt-get", "echo no network >&2; exit 100")
    with pytest.raises(chromium.NoChromium, match="apt-get update failed: no network"):
        chromium.browser({"PATH": str(tmp_path)})


def test_without_any_the_last_line_says_so_and_only_continuous_integration_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CI", "TENIR_TEST_CHROMIUM", "TENIR_TEST_UNTRIED"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.main(["true"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Pages were not tried in a browser")
    monkeypatch.setenv("CI", "true")
    assert chromium.main(["true"]) == 1
