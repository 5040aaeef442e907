"""What `tenir doctor` looks at, where something stands in its way."""

from datetime import UTC, datetime

import pytest

from tenir.integrations.upkeep import checks

NOW = datetime(2026, 3, 10, 11, tzinfo=UTC)


def test_the_doctor_tells_what_it_may_not_read_and_goes_on(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents put back by root, for one."""

    def unreadable() -> None:
        raise PermissionError(13, "Permission denied", "documents/ab/ab12")

    monkeypatch.setattr(checks.checks_of_places, "storage", unreadable)
    found = list(checks.findings(NOW))
    (told,) = [one for one in found if one.of == "documents"]
    assert told.state == "failed"
    assert "Permission denied" in told.found[1]
    assert {"journal", "search"} <= {one.of for one in found}
