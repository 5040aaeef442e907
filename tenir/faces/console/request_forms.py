"""What an agent is asked when something is done to a request."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.orders.queries import Quote
from tenir.apps.support import queries, services
from tenir.apps.support.queries import OVER, Request, TimeEntry
from tenir.faces.console.requests import agents_of
from tenir.ui.conversation import ruling_named
from tenir.ui.fields import InstantField, OfferingInput, words
from tenir.ui.quotes import kind_of
from tenir.ui.requests import ENVIRONMENTS, IMPACTS, KINDS, URGENCIES
from tenir.viewer import NotSeen, Viewer

NUMBER = re.compile(r"^(?:DA-)?0*(\d{1,17})$", re.IGNORECASE)
OFFERED, BRIEF = 50, 80  # requests to choose from, and how long their words are
NATURES = {
    TimeEntry.Nature.QUALIFICATION: _("Qualification"),
    TimeEntry.Nature.ANALYSIS: _("Analysis of the cause"),
    TimeEntry.Nature.RESOLUTION: _("Resolution"),
}


class NumberField(forms.CharField):
    """The number of a request, as people quote it: its key."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        found = NUMBER.match(str(text or "").strip())
        if text and not found:
            raise forms.ValidationError(_("Write its number, such as DA-000123."))
        return int(found[1]) if found else None


def seen(viewer: Viewer, number: int) -> int:
    """A number that leads nowhere is told beside its field, and what was typed stays."""
    try:
        queries.request(viewer, number)
    except NotSeen:
        raise forms.ValidationError(_("No request that you may see has this number.")) from None
    return number


class ActForm(forms.Form):
    """What an act on a request asks for; made knowing which request, and who acts."""

    def __init__(self, found: Request, viewer: Viewer, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.found, self.viewer = found, viewer
        self.offer()

    def offer(self) -> None:
        """The choices that this request has."""

    def choose(self, name: str, choices: Any, initial: Any = None) -> None:
        """What there is to choose from in a field, and what is chosen."""
        field: Any = self.fields[name]
        field.choices, field.initial = list(choices), initial


class BecauseForm(ActForm):
    """Why."""

    because = words(_("Reason"))


class MaybeForm(ActForm):
    """Why, where there is something to say."""

    because = words(_("Reason"), required=False)


class TextForm(ActForm):
    """What is said."""

    text = words(_("Message"), rows=8)


class GiveForm(ActForm):
    """Who answers."""

    person = forms.TypedChoiceField(label=_("Agent"), coerce=int, empty_value=None, required=False)
    team = forms.TypedChoiceField(label=_("Team"), coerce=int, empty_value=None, required=False)

    def offer(self) -> None:
        self.choose("person", [("", _("Nobody")), *agents_of()], self.found.assignee_id)
        teams = [(team.pk, team.name) for team in queries.teams(self.viewer)]
        self.choose("team", [("", pgettext_lazy("a team", "None")), *teams], self.found.team_id)


class QualifyForm(ActForm):
    """Impact, urgency, and why they are others than the client said."""

    impact = forms.ChoiceField(label=_("Impact"), widget=forms.RadioSelect)
    urgency = forms.ChoiceField(label=_("Urgency"), widget=forms.RadioSelect)
    because = words(_("Reason"), help_text=_("The client reads it, and may contest it."))

    def offer(self) -> None:
        self.choose("impact", IMPACTS.items(), self.found.impact)
        self.choose("urgency", URGENCIES.items(), self.found.urgency)


class HandOverForm(ActForm):
    """To whom, and the number that they gave it."""

    software = forms.ChoiceField(label=pgettext_lazy("one of them", "Third-party software"))
    reference = forms.CharField(label=_("Their reference"), max_length=120, required=False)

    def offer(self) -> None:
        product = self.found.subscription and self.found.subscription.product
        held = catalogue.software_in(product) if product else ()
        self.choose("software", [(one.key, one.name) for one in held])


class OutcomeForm(ActForm):
    """What they answered."""

    outcome = words(_("What they answered"))


class ParkForm(ActForm):
    """Which service it waits for, and why."""

    kind = forms.ChoiceField(label=_("The quote is for"))
    because = words(_("Reason"), help_text=_("The client reads it with the quote."))

    def offer(self) -> None:
        self.choose("kind", [(kind, kind_of(kind)) for kind in Quote.Kind.values])


class RuleForm(ActForm):
    """One of the agreement's exclusions, and what proves it."""

    reason = forms.ChoiceField(label=_("Ground"))
    evidence = words(_("Evidence"), help_text=_("The client reads it, and may contest it."))

    def offer(self) -> None:
        self.choose("reason", [(one, ruling_named(one)) for one in services.REASONS])


class OtherForm(ActForm):
    """Another request."""

    other = NumberField(label=_("Number of the other request"), widget=OfferingInput)

    def offer(self) -> None:
        """The client's other open requests, the latest first; any other number may be written."""
        found = queries.requests(self.viewer, client=self.found.client_id).exclude(state__in=OVER)
        field: Any = self.fields["other"]
        field.widget.offers = [
            (one.number, one.title or Truncator(one.problem).chars(BRIEF))
            for one in found.exclude(pk=self.found.pk)[:OFFERED]
        ]
        if field.widget.offers:
            field.help_text = _("The open requests of the client are offered.")

    def clean_other(self) -> int:
        """Of a request that who acts may see."""
        return seen(self.viewer, self.cleaned_data["other"])


class SplitForm(ActForm):
    """What the second matter is."""

    problem = words(_("The second matter"))


class ReproduceForm(ActForm):
    """Whether it was seen again, and how."""

    reproduced = forms.TypedChoiceField(
        label=_("Was it seen again?"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=(("yes", _("Yes")), ("no", _("No"))),
    )  # fmt: skip
    text = words(_("How it was tried"))


class CallForm(ActForm):
    """When the call was, and what was said."""

    called_at = InstantField(label=_("When"))
    text = words(_("What was said"), rows=6)
    answered = forms.BooleanField(
        label=_("The contact answered what it was asked"), required=False,
        help_text=_("The wait for the client ended with the call: the clock goes on from then."),
    )  # fmt: skip

    def offer(self) -> None:
        """Only where something waits for the client."""
        if self.found.state not in {"waiting_client", "waiting_both"}:
            del self.fields["answered"]


class TimeForm(ActForm):
    """How long, since when, on what."""

    nature = forms.ChoiceField(label=_("On what"), choices=tuple(NATURES.items()))
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=24 * 60,
        widget=forms.NumberInput({"class": "narrow"}),
    )  # fmt: skip
    started_at = InstantField(label=_("Begun"))
    words = words(_("What was done"), required=False)


class CorrectTimeForm(TimeForm):
    """What it should have said, and why it changes."""

    because = words(_("Reason"), help_text=_("For staff: the journal keeps it."))


class AnnounceForm(ActForm):
    """Why time will be charged, and how much of it, about."""

    because = words(_("Reason"), help_text=_("The client reads it before anything is charged."))
    minutes = forms.IntegerField(
        label=_("Minutes, about"), min_value=1, widget=forms.NumberInput({"class": "narrow"})
    )


class ElementsForm(forms.Form):
    """What a whole request says (7.10): what is not known yet may be left for later."""

    subscription = forms.TypedChoiceField(
        label=_("Product"), coerce=int, empty_value=None, required=False
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=tuple(KINDS.items()))
    environment = forms.ChoiceField(
        label=_("Where"), required=False, choices=tuple(ENVIRONMENTS.items()), initial="production",
        widget=forms.RadioSelect,
        help_text=_("Support covers production; elsewhere it may have to be ordered (7.21)."),
    )  # fmt: skip
    impact = forms.ChoiceField(
        label=_("Impact"), required=False, choices=(("", _("Not known")), *IMPACTS.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=_("Urgency"), required=False, choices=(("", _("Not known")), *URGENCIES.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    title = forms.CharField(label=_("In a few words"), max_length=200, required=False)
    problem = words(_("The problem"), required=False)
    observed = words(_("What happens"), required=False, rows=2)
    expected = words(_("What was expected"), required=False, rows=2)
    steps = words(_("Steps, menus"), required=False, rows=3)
    context = words(_("Context, error messages"), required=False, rows=3)
    fieldsets: Any = (
        (_("How grave it is"), ("impact", "urgency")),
        (_("What was said"), ("title", "problem", "observed", "expected", "steps", "context"),
         _("What is missing may be given later: the clock starts when all of it is there.")),
    )  # fmt: skip

    def offer_lines(self, client: int, viewer: Viewer) -> None:
        """The products that the client has ordered."""
        lines = agreements.subscriptions(viewer, client=client).select_related("product")
        field: Any = self.fields["subscription"]
        named = [(one.pk, f"{one.product.name} · {one.contract.number}") for one in lines]
        field.choices = [("", _("Not known")), *named]


class FillForm(ActForm, ElementsForm):
    """What an incomplete request lacked."""

    field_order = ("subscription",)
    fieldsets = (
        (_("About what"), ("subscription", "kind", "environment")),
        *ElementsForm.fieldsets,
    )

    def offer(self) -> None:
        self.offer_lines(self.found.client_id, self.viewer)
        for name in self.fields:
            self.fields[name].initial = getattr(self.found, name)
        self.fields["subscription"].initial = self.found.subscription_id
