"""Zen 4 sorts with AVX2; every other processor is left alone."""

from __future__ import annotations

import pytest

from tenir.processor import DISABLED, sort_fast

ZEN_4 = ("AuthenticAMD", "25", "fpu avx2 avx512f")


def told(tmp_path, vendor: str, family: str, flags: str) -> dict[str, str]:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"vendor_id\t: {vendor}\ncpu family\t: {family}\nflags\t\t: {flags}\n\n")
    environ: dict[str, str] = {}
    sort_fast(environ, cpuinfo=cpuinfo)
    return environ


def test_on_zen_4_numpy_is_told_to_leave_avx_512(tmp_path):
    assert told(tmp_path, *ZEN_4) == {DISABLED: "X86_V4"}


@pytest.mark.parametrize(
    "facts",
    [
        ("AuthenticAMD", "25", "fpu avx2"),
        ("AuthenticAMD", "26", "fpu avx2 avx512f"),
        ("GenuineIntel", "6", "fpu avx2 avx512f"),
    ],
)
def test_other_processors_are_left_alone(tmp_path, facts):
    assert told(tmp_path, *facts) == {}


def test_where_nobody_tells_the_processor_nothing_is_done(tmp_path):
    environ: dict[str, str] = {}
    sort_fast(environ, cpuinfo=tmp_path / "none")

    assert environ == {}


def test_what_the_operator_has_set_stays(tmp_path):
    environ = {DISABLED: ""}
    sort_fast(environ)

    assert environ == {DISABLED: ""}
