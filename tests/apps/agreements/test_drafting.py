"""Versions: installed, drafted, checked, published."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from tenir.apps.agreements import queries, services
from tenir.apps.agreements.models import ClientVersion, Version
from tenir.apps.agreements.reading import ChangedVersion, _with_digest
from tenir.apps.agreements.rights import KEEPERS, OPENERS, RECORDERS, must_have
from tenir.terms.loading import FaultyConvention
from tenir.terms.phrases import Language
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.agreements.conftest import SIGNED, SPECIAL
from tests.apps.agreements.versions import TOLD, Second, Sign, published
from tests.cast import LONG_AGO, Cast


@pytest.mark.clause("3.4")
def test_the_reference_is_installed_once_however_often_it_is_asked_for(
    cast: Cast, reference: Version
) -> None:
    (again,) = services.install_reference(actor=SYSTEM, at=SIGNED)
    assert (again.pk, again.state, again.published_at) == (reference.pk, "published", LONG_AGO)


def test_a_reference_that_is_not_the_one_installed_is_told(cast: Cast, db: None) -> None:
    Version.objects.create(
        agreement="saas-reference", number="1", digest="sha256:other", convention="x",
        state="published", published_at=LONG_AGO,
    )  # fmt: skip
    with pytest.raises(ChangedVersion):
        services.install_reference(actor=SYSTEM, at=SIGNED)


def test_a_published_version_never_changes_not_even_in_the_database(reference: Version) -> None:
    for change in ({"convention": "x"}, {"text": "x"}, {"state": "draft"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Version.objects.filter(pk=reference.pk).update(**change)


def test_a_version_altered_behind_our_back_is_refused_when_it_is_read(reference: Version) -> None:
    row = Version.objects.create(
        agreement="x", number="9", digest="sha256:no", convention=reference.convention
    )
    with pytest.raises(ChangedVersion):
        queries.agreement_of(row)


def test_a_version_is_parsed_once_a_process(reference: Version) -> None:
    first = queries.agreement_of(reference)
    light = queries.versions(SYSTEM).get()
    assert queries.agreement_of(light) is first
    assert _with_digest.cache_info().maxsize == 64


def test_a_draft_is_checked_as_the_command_checks_it(cast: Cast, reference: Version) -> None:
    wrong = reference.convention.replace('version: "1"', 'version: "2"').replace("99.5 %", "99.5")
    with pytest.raises(FaultyConvention) as refused:
        services.draft_version(convention=wrong, actor=cast.anna, at=SIGNED)
    assert "convention.yaml:" in refused.value.message()


def test_a_drafts_cases_and_words_are_checked_too(cast: Cast, reference: Version) -> None:
    other = reference.convention.replace('version: "1"', 'version: "2"').replace(
        "value: 99.5 %", "value: 99.8 %"
    )
    with pytest.raises(FaultyConvention) as refused:
        services.draft_version(
            convention=other, text=reference.text.replace("### 5.6", "#### 5.6"),
            cases=reference.cases, actor=cast.anna, at=SIGNED,
        )  # fmt: skip
    keys = {fault.key for fault in refused.value.faults}
    assert keys == {"case.differs", "text.missing"}
    assert not Version.objects.filter(number="2").exists()


def test_a_draft_may_be_written_again_and_thrown_away(cast: Cast, second: Second) -> None:
    first, again = second(), second(("value: 99.5 %", "value: 99.7 %"))
    assert first.pk == again.pk
    assert first.digest != again.digest
    services.discard_draft(version=again.pk, actor=cast.anna, at=TOLD)
    assert not Version.objects.filter(number="2").exists()


def test_a_published_version_is_neither_drafted_again_nor_discarded(
    cast: Cast, second: Second
) -> None:
    version = published(second, cast)
    for act in (
        second,
        lambda: services.publish(version.pk, actor=cast.anna, at=TOLD),
        lambda: services.discard_draft(version=version.pk, actor=cast.anna, at=TOLD),
    ):
        with pytest.raises(services.NotADraft):
            act()


@pytest.mark.clause("3.4")
def test_a_number_that_is_published_is_told_at_its_line_before_the_draft_is_kept(
    cast: Cast, reference: Version, second: Second
) -> None:
    with pytest.raises(services.NotADraft) as refused:
        services.checked_draft(reference.convention, reference.text, actor=cast.anna)
    assert refused.value.message("fr").startswith(
        "convention.yaml:7:3: la version saas-reference 1 est publiée"
    )
    draft = second()
    assert services.checked_draft(draft.convention, draft.text, actor=cast.anna)


@pytest.mark.parametrize("number", ["", "1" * 21])
def test_a_number_that_the_books_cannot_hold_is_told_at_its_line(
    cast: Cast, reference: Version, number: str
) -> None:
    text = reference.convention.replace('version: "1"', f'version: "{number}"')
    with pytest.raises(FaultyConvention) as refused:
        services.draft_version(convention=text, text=reference.text, actor=cast.anna, at=SIGNED)
    assert [fault.where for fault in refused.value.faults] == ["convention.yaml:7:3"]


def test_only_those_who_keep_the_agreement_draft_and_publish(cast: Cast, second: Second) -> None:
    draft = second()
    for name, who in cast.everyone:
        if name in {"anna", "adam"}:
            continue
        with pytest.raises((NotAllowed, NotSeen)):
            services.publish(draft.pk, actor=who, at=TOLD)
        with pytest.raises((NotAllowed, NotSeen)):
            services.draft_version(convention="x", actor=who, at=TOLD)


@pytest.mark.clause("1.2")
def test_a_version_that_a_contracts_own_terms_do_not_fit_is_not_published(
    cast: Cast, sign: Sign, reference: Version
) -> None:
    sign(overrides=[{**SPECIAL, "id": "own", "replaces": "support.resolution", "set": {"note": {
        "fr": "x", "en": "x"}}}])  # fmt: skip
    other = "\n".join(
        line for line in reference.convention.replace('version: "1"', 'version: "2"').split("\n")
        if not line.startswith("  support.resolution:")
    )  # fmt: skip
    draft = services.draft_version(
        convention=other, text=reference.text, actor=cast.anna, at=SIGNED
    )
    with pytest.raises(services.FaultyContract) as refused:
        services.publish(draft.pk, actor=cast.anna, at=TOLD)
    (fault,) = refused.value.faults
    assert fault.where == "C-1.overrides[1].replaces"
    assert not ClientVersion.objects.filter(basis="notice").exists()


@pytest.mark.parametrize(
    ("language", "says"),
    [("fr", "cela revient aux gestionnaires de comptes"), ("en", "that is for accounts managers")],
)
def test_who_may_not_draft_reads_in_words_who_does(
    cast: Cast, db: None, language: Language, says: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        services.draft_version(convention="x", actor=cast.sam, at=SIGNED)
    assert refused.value.message(language).startswith(says)


def test_each_right_is_refused_by_the_names_of_the_roles_that_have_it(cast: Cast) -> None:
    said = {}
    for roles in (KEEPERS, RECORDERS, OPENERS):
        with pytest.raises(NotAllowed) as refused:
            must_have(cast.fred, roles)
        said[roles] = refused.value.message("en")
    assert said == {
        KEEPERS: "that is for accounts managers; ask one of them",
        RECORDERS: "that is for accounts managers, support agents and release managers; ask one"
        " of them",
        OPENERS: "that is for accounts managers, support agents and operations; ask one of them",
    }
