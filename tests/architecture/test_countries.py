"""The names of countries are those of CLDR that Babel carries."""

from tools.countries import PAGE, page


def test_they_are_written_as_the_tool_would() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tools.countries"
