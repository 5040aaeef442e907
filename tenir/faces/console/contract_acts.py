"""Acts on a contract as a whole: signed, amended, extended, ended; its options."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries, services
from tenir.apps.agreements.queries import Contract
from tenir.faces.console.contract_forms import (
    AmendForm,
    EndForm,
    ExtendForm,
    OptionForm,
    SignForm,
)
from tenir.faces.console.contracts import KEEPERS
from tenir.faces.console.frame import page
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.keeping import with_document
from tenir.ui.pages import staff_only, viewer_of

HERE = "contracts"


def above(found: Contract) -> list[tuple[Any, str]]:
    """Where an act on a contract stands."""
    return [(found.number, reverse("console:contract", args=[found.pk]))]


@staff_only
def sign(request: HttpRequest) -> HttpResponseBase:
    """A contract was signed: its dates, its own terms, its lines; every fault at once.

    Clause: 1.1, 1.2, 2.5, 3.4, 7.3.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *KEEPERS)
    deed = Deed(
        heading=_("Sign a contract"), button=_("Sign the contract"), icon="file-certificate",
        back=reverse("console:contracts"), clauses=("1.2", "2.5"),
        done=_("Signed: designate a contact, then open its access."),
        after=lambda made: reverse("console:contract", args=[made.pk]),
        about=_("The version of the agreement published last holds for a client without a contract;"
                " another keeps the one that holds for it."),
        template="console/sign",
    )  # fmt: skip
    if "more" in request.POST:
        wider = SignForm.wider(actor, request.POST)
        return page(request, deed.template, HERE, {"deed": deed, "form": wider})
    chosen = {"client": request.GET.get("client", "")}
    form = SignForm(actor, **given(request), initial=chosen)

    def call(told: dict[str, Any]) -> Contract:
        client, file = told.pop("client"), told.pop("document")

        def signed(document: UUID | None) -> Contract:
            return services.sign_contract(
                client=client.pk, **told, lines=form.new_lines(), document=document, actor=actor,
                at=at,
            )  # fmt: skip

        made: Contract = with_document(
            file, signed, title=told["number"], purpose="contract", organisation=client.pk,
            actor=actor, at=at,
        )  # fmt: skip
        return made

    return perform(request, page, HERE, deed=deed, form=form, call=call)


@staff_only
def amend(request: HttpRequest, id: int) -> HttpResponseBase:
    """The contract's own terms from a day on: all of them, in place of those before.

    Clause: 1.2, 2.7.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.contract(actor, id)
    only_for(actor, *KEEPERS)
    deed = Deed(
        heading=_("Change the contract's own terms"), button=_("Record the amendment"),
        icon="pencil", back=reverse("console:contract", args=[id]), clauses=("1.2", "2.7"),
        done=_("The amendment is on record."), above=above(found),
        about=_("General terms give way to the agreement, special terms prevail over it. What is "
                "promised above a third party's own conditions is flagged."),
    )  # fmt: skip
    form = AmendForm(**given(request), initial={"overrides": _in_words(found)})

    def call(told: dict[str, Any]) -> Any:
        file = told.pop("document")
        return with_document(
            file,
            lambda document: services.amend_contract(
                contract=id, **told, document=document, actor=actor, at=at
            ),
            title=f"{found.number} · {told['effective_on']}", purpose="amendment",
            organisation=found.client_id, subject=found.subject, actor=actor, at=at,
        )  # fmt: skip

    return perform(request, page, HERE, deed=deed, form=form, call=call)


def _in_words(found: Contract) -> str:
    last = found.amendments.last()
    return written(last.overrides) if last else ""


def written(overrides: list[dict[str, Any]]) -> str:
    """Own terms as they are written in the form: a line each."""
    import json  # noqa: PLC0415

    return "\n".join(f"- {json.dumps(item, ensure_ascii=False)}" for item in overrides)


@staff_only
def extend(request: HttpRequest, id: int) -> HttpResponseBase:
    """The contract goes on to a later day, its lines and access with it.

    Clause: 1.1.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.contract(actor, id)
    only_for(actor, *KEEPERS)
    deed = Deed(
        heading=_("Extend the contract"), button=_("Extend the contract"), icon="calendar-event",
        back=reverse("console:contract", args=[id]), clauses=("1.1",), above=above(found),
        done=_("Extended: the lines that were to end with it follow."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=ExtendForm(**given(request)),
        call=lambda told: services.extend_contract(contract=id, **told, actor=actor, at=at),
    )  # fmt: skip


@staff_only
def end(request: HttpRequest, id: int) -> HttpResponseBase:
    """The contract ends on a day, with all that it carries.

    Clause: 1.1.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.contract(actor, id)
    only_for(actor, *KEEPERS)
    deed = Deed(
        heading=_("End the contract"), button=_("End the contract"), icon="ban", danger=True,
        back=reverse("console:contract", args=[id]), clauses=("1.1",), above=above(found),
        done=_("Ended: the client is being told."),
        sure=Sure(question=_("End this contract?"), yes=_("End the contract"),
                  follows=_("Its lines, their access and support, and its options end on that day. "
                            "The client is told. This cannot be taken back.")),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=EndForm(**given(request)),
        call=lambda told: services.end_contract(contract=id, **told, actor=actor, at=at),
    )  # fmt: skip


@staff_only
def add_option(request: HttpRequest, id: int) -> HttpResponseBase:
    """Something ordered apart is put on the contract.

    Clause: 2.6, 2.8, 7.16.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.contract(actor, id)
    only_for(actor, *KEEPERS)
    deed = Deed(
        heading=_("Add an option"), button=_("Add the option"), icon="plus", above=above(found),
        back=reverse("console:contract", args=[id]), clauses=("2.6", "2.8", "7.16"),
        done=_("The option is on the contract."),
    )  # fmt: skip
    form = OptionForm(**given(request), initial={"starts_on": found.starts_on})
    lines = queries.subscriptions(actor, contract=id)
    form.fields["subscription"].queryset = lines  # type: ignore[attr-defined]
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.add_option(
            found, **told, key=f"console/{uuid4()}", actor=actor, at=at
        ),
    )  # fmt: skip


@staff_only
def end_option(request: HttpRequest, id: int, option: int) -> HttpResponseBase:
    """An option ends on a day.

    Clause: 2.6.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.contract(actor, id)
    only_for(actor, *KEEPERS)
    held = queries.options(actor, contract=id).filter(pk=option).first()
    deed = Deed(
        heading=_("End an option"), button=_("End the option"), icon="ban", danger=True,
        back=reverse("console:contract", args=[id]), clauses=("2.6",), above=above(found),
        done=_("The option ends on that day."), about=held.name if held else "",
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=EndForm(**given(request)),
        call=lambda told: services.end_option(option=option, **told, actor=actor, at=at),
    )  # fmt: skip
