"""The files that pages need: compressed once, under the addresses that pages have."""

from __future__ import annotations

from pathlib import Path

from tenir.ui.assets import Assets


def test_a_file_is_compressed_under_the_address_that_pages_have(tmp_path: Path) -> None:
    (tmp_path / "page.css").write_text("p { margin: 0 }\n" * 200)
    storage = Assets(location=tmp_path, base_url="/static/")
    assert all(done for _, _, done in storage.post_process({"page.css": (storage, "page.css")}))
    named = storage.hashed_files["page.css"]
    assert {each.name for each in tmp_path.iterdir()} == {
        "page.css", named, f"{named}.br", f"{named}.gz", "staticfiles.json",
    }  # fmt: skip
