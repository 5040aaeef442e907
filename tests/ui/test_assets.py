"""The files that pages need: compressed once, under the addresses that pages have."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tenir.ui.assets import KINDS, Assets

RULES = "p { margin: 0 }\n" * 200


def collected(folder: Path) -> Path:
    """The file with the rules, under the address that pages have."""
    (folder / "page.css").write_text(RULES)
    storage = Assets(location=folder, base_url="/static/")
    assert all(done for _, _, done in storage.post_process({"page.css": (storage, "page.css")}))
    return folder / storage.hashed_files["page.css"]


def test_a_file_is_compressed_under_the_address_that_pages_have(tmp_path: Path) -> None:
    named = collected(tmp_path).name
    assert {each.name for each in tmp_path.iterdir()} == {
        "page.css", named, f"{named}.br", f"{named}.gz", "staticfiles.json",
    }  # fmt: skip


def test_what_is_compressed_is_left_alone(tmp_path: Path) -> None:
    named = collected(tmp_path)
    made = [named.with_name(named.name + kind) for kind in KINDS]
    for each in made:
        os.utime(each, (0, 0))
    collected(tmp_path)
    assert [each.stat().st_mtime for each in made] == [0, 0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("left", [0, 9, 20])
def test_what_was_cut_short_is_made_anew(tmp_path: Path, kind: str, left: int) -> None:
    named = collected(tmp_path)
    made = named.with_name(named.name + kind)
    made.write_bytes(made.read_bytes()[:left])
    collected(tmp_path)
    assert KINDS[kind](made.read_bytes()) == RULES.encode()
