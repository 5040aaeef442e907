"""Versions, modules, and the software of others inside a product."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from tenir.apps.catalogue import queries, services
from tenir.apps.catalogue.queries import NoMajorVersion, ProductVersion
from tenir.apps.catalogue.services import FaultyConditions, VersionTaken
from tenir.apps.journal.models import Entry
from tenir.terms.releases import UndeclaredMajor
from tenir.terms.resolution import Terms
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer
from tests.cast import Cast

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
HELD = {
    "availability": "99.5 %", "response_p1": "8 working_hours", "response": "2 working_days",
    "restorable": "24 hours",
}  # fmt: skip


def release(
    cast: Cast, terms: Terms, number: str, on: date, *, major: bool = False, reason: str = ""
) -> ProductVersion:
    return services.release_version(
        queries.product("drive"), number=number, released_on=on, major=major, reason=reason,
        terms=terms, actor=cast.rita, at=MONDAY,
    )  # fmt: skip


def state(cast: Cast, **promises: object) -> None:
    services.state_conditions(
        "airsaas", conditions_fr="CGU d'AirSaaS", conditions_en="AirSaaS's terms",
        url="https://example.org/terms", promises=promises, actor=cast.anna, at=MONDAY,
    )  # fmt: skip


@pytest.mark.clause("8.1")
def test_the_kind_of_a_version_follows_from_its_number(catalogue: Cast, terms: Terms) -> None:
    found = [
        release(catalogue, terms, "5.0", date(2026, 1, 5), major=True, reason="new interface"),
        release(catalogue, terms, "5.0.1", date(2026, 2, 2)),
        release(catalogue, terms, "5.1", date(2026, 3, 2)),
    ]
    assert [version.kind for version in found] == ["major", "patch", "version"]
    assert found[1].reasons["clause"] == ["8.1"]


@pytest.mark.clause("2.3", "8.1")
def test_a_major_version_has_its_reason(catalogue: Cast, terms: Terms) -> None:
    with pytest.raises(UndeclaredMajor):
        release(catalogue, terms, "5.0", date(2026, 1, 5), major=True, reason=" ")
    assert not ProductVersion.objects.exists()


def test_a_number_is_used_once(catalogue: Cast, terms: Terms) -> None:
    release(catalogue, terms, "5.0", date(2026, 1, 5))
    with pytest.raises(VersionTaken):
        release(catalogue, terms, "5.0", date(2026, 2, 5))


@pytest.mark.clause("2.3")
def test_an_installed_version_is_supported_until_a_year_after_the_next_major_one(
    catalogue: Cast, terms: Terms
) -> None:
    release(catalogue, terms, "9.0", date(2025, 3, 3), major=True, reason="engine")
    release(catalogue, terms, "9.4", date(2025, 9, 1))
    release(catalogue, terms, "10.0", date(2026, 2, 2), major=True, reason="engine")
    drive = queries.product("drive")
    asked = {"installed": "9.4.2", "terms": terms}
    before = queries.support_of(drive, on=date(2026, 1, 5), **asked).value
    after = queries.support_of(drive, on=date(2026, 6, 1), **asked).value
    over = queries.support_of(drive, on=date(2027, 2, 3), **asked).value
    assert (before.supported, before.until) == (True, None)
    assert (after.supported, after.until) == (True, date(2027, 2, 2))
    assert over.supported is False


def test_what_is_older_than_every_major_version_is_not_told(catalogue: Cast, terms: Terms) -> None:
    with pytest.raises(NoMajorVersion, match=r"4\.2"):
        queries.support_of(
            queries.product("drive"), installed="4.2", on=date(2026, 1, 5), terms=terms
        )


@pytest.mark.clause("2.5")
def test_a_module_is_added_renamed_and_withdrawn(catalogue: Cast) -> None:
    drive = queries.product("drive")
    for name in ("Signature", "Sign"):
        services.add_module(
            drive, key="sign", name_fr=name, name_en=name, actor=catalogue.rita, at=MONDAY
        )
    assert [module.name_en for module in queries.modules_of(drive)] == ["Sign"]
    services.withdraw_module(drive, key="sign", actor=catalogue.rita, at=MONDAY)
    assert not queries.modules_of(drive).exists()
    with pytest.raises(NotSeen):
        services.withdraw_module(drive, key="sign", actor=catalogue.rita, at=MONDAY)


@pytest.mark.clause("2.7")
def test_software_without_conditions_is_named_and_flags_nothing(
    catalogue: Cast, terms: Terms
) -> None:
    diagnostic = queries.product("transformation-diagnostic")
    assert [s.key for s in queries.without_conditions()] == ["airsaas", "k2-geospatial"]
    assert queries.above_third_party(diagnostic, terms) == []


@pytest.mark.clause("2.7")
def test_what_is_promised_above_the_third_party_is_flagged(catalogue: Cast, terms: Terms) -> None:
    state(catalogue, **HELD | {"availability": "99 %"})
    diagnostic = queries.product("transformation-diagnostic")
    (found,) = queries.above_third_party(diagnostic, terms)
    assert (found.software.name, found.judged.value) == ("AirSaaS", "above")
    assert found.judged.reason.clauses[0] == "2.7"


@pytest.mark.clause("2.7", "A3")
def test_conditions_are_shown_with_the_product(catalogue: Cast) -> None:
    state(catalogue, **HELD)
    (software,) = queries.software_in(queries.product("transformation-diagnostic"))
    assert (software.conditions_fr, software.url) == ("CGU d'AirSaaS", "https://example.org/terms")
    assert software.promises == HELD


@pytest.mark.parametrize(
    "promises", [{"availability": "often"}, {"response": "2 suns"}, {"love": "eternal"}]
)
def test_a_promise_that_cannot_be_read_is_refused(
    catalogue: Cast, promises: dict[str, str]
) -> None:
    with pytest.raises(FaultyConditions):
        state(catalogue, **promises)


def test_conditions_come_in_both_languages_and_from_a_page(catalogue: Cast) -> None:
    for wrong in ({"conditions_en": " "}, {"url": "javascript:alert(1)"}):
        given = {"conditions_fr": "CGU", "conditions_en": "Terms", "promises": {}, **wrong}
        with pytest.raises(FaultyConditions):
            services.state_conditions("airsaas", actor=catalogue.anna, at=MONDAY, **given)


def test_only_staff_in_charge_acts_on_the_catalogue(catalogue: Cast, terms: Terms) -> None:
    drive = queries.product("drive")
    for name, who in catalogue.everyone:
        if name in {"rita", "anna", "adam"}:
            continue
        with pytest.raises(NotAllowed):
            services.add_module(drive, key="x", name_fr="x", name_en="x", actor=who, at=MONDAY)
        with pytest.raises(NotAllowed):
            services.release_version(
                drive, number="1.0", released_on=date(2026, 1, 5), terms=terms, actor=who, at=MONDAY
            )
        with pytest.raises(NotAllowed):
            services.attach_update_file(
                queries.ProductVersion(product=drive, number="1.0"), BytesIO(b"Notes"),
                filename="notes.txt", actor=who, at=MONDAY,
            )  # fmt: skip


INSTALLER = b"MZ\x90\0" + b"\0" * 60 + b"An installer"


def attached(terms: Terms, filename: str, actor: Viewer) -> queries.UpdateFile:
    drive = queries.product("drive")
    version = drive.versions.filter(number="1.0").first() or services.release_version(
        drive, number="1.0", released_on=date(2026, 1, 5), terms=terms, actor=SYSTEM, at=MONDAY
    )
    return services.attach_update_file(
        version, BytesIO(INSTALLER), filename=filename, actor=actor, at=MONDAY
    )


def test_a_release_manager_hands_an_installer_and_an_accounts_manager_none(
    catalogue: Cast, terms: Terms
) -> None:
    """Clause: 7.3."""
    found = attached(terms, "drive-1.0.exe", catalogue.rita)
    assert (found.document.media_type, found.document.audience) == (
        "application/octet-stream", "staff"
    )  # fmt: skip
    for who in (catalogue.anna, catalogue.sam, catalogue.alice):
        with pytest.raises(NotAllowed):
            attached(terms, "drive-1.0.exe", who)


def test_an_update_file_is_taken_back_once_by_who_keeps_the_catalogue(
    catalogue: Cast, terms: Terms
) -> None:
    """Clause: 7.3."""
    update = attached(terms, "drive-1.0.exe", catalogue.rita)
    for who in (catalogue.sam, catalogue.olga, catalogue.alice):
        with pytest.raises(NotAllowed):
            services.withdraw_update_file(update.pk, actor=who, at=MONDAY)
    for _ in range(2):
        services.withdraw_update_file(update.pk, actor=catalogue.rita, at=MONDAY)
    assert not queries.update_files().filter(pk=update.pk).exists()
    told = Entry.objects.filter(verb="catalogue.update_file_withdrawn")
    assert [(row.subject, row.after["digest"]) for row in told] == [
        ("product/drive", update.document.digest)
    ]
    with pytest.raises(NotSeen):
        services.withdraw_update_file(0, actor=catalogue.rita, at=MONDAY)
