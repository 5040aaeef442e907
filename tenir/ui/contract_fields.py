"""Fields of contracts: products, modules, environments, own terms as data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tenir.apps.catalogue import queries as catalogue
from tenir.terms.errors import Refused
from tenir.terms.phrases import LANGUAGES
from tenir.terms.yaml_source import read
from tenir.ui.contract_words import ENVIRONMENTS
from tenir.ui.language import language

MOST = 40_000


class ProductField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable
    """A product on offer."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(catalogue.Product.objects.none(), to_field_name="key", **rest)

    def offer(self) -> None:
        """Offers what is on offer now."""
        self.queryset = catalogue.products()


class ModulesField(forms.MultipleChoiceField):
    """Modules of products: `product/module`, shown under their product."""

    def offer(self, product: str = "") -> bool:
        """Offers the modules of that product, or of all; whether there are any."""
        grouped: dict[str, list[tuple[str, str]]] = {}
        for module in catalogue.modules_on_offer(product):
            name = module.name_fr if language() == "fr" else module.name_en
            grouped.setdefault(module.product.name, []).append(
                (f"{module.product.key}/{module.key}", name)
            )
        self.choices = list(grouped.items())
        return bool(grouped)


def _kind(said: str) -> str:
    """The code of an environment's kind, said in any of our languages; what is none, as it is."""
    for code, word in ENVIRONMENTS.items():
        for each in LANGUAGES:
            with override(each):
                if said.casefold() in {code, str(word).casefold()}:
                    return code
    return said


class EnvironmentsField(forms.CharField):
    """A line each: name, kind, address, parted by semicolons; a kind by its word or its code."""

    def __init__(self, **rest: Any) -> None:
        told = {
            "label": _("Environments"),
            "help_text": format_lazy(
                _("A line each: name ; kind ; address. Kinds: {kinds}. One production."),
                kinds=lazy(lambda: ", ".join(str(word) for word in ENVIRONMENTS.values()), str)(),
            ),
            "widget": forms.Textarea({"rows": 3, "spellcheck": "false"}),
            "initial": "production ; production ; ",
        }
        super().__init__(**{**told, "required": False, "max_length": 4000, **rest})

    def to_python(self, value: Any) -> Any:
        """The environments, as a line of a contract has them."""
        found = []
        for line in (super().to_python(value) or "").splitlines():
            if line.strip():
                name, kind, address = [part.strip() for part in f"{line};;".split(";")][:3]
                found.append(
                    {"name": name, "kind": _kind(kind)} | ({"address": address} if address else {})
                )
        return found

    def validate(self, value: Any) -> None:
        """The act says what is wrong."""

    def run_validators(self, value: Any) -> None:
        """None: the value is a list."""


class OwnTermsField(forms.CharField):
    """Terms that a contract changes, in the agreement's own shapes: a YAML (or JSON) list."""

    def __init__(self, **rest: Any) -> None:
        told = {
            "label": _("The contract's own terms"),
            "help_text": _(
                "A YAML list; empty, the contract changes none. For example: "
                "- {id: special.target, layer: contract.special, replaces: availability.target, "
                'set: {value: 99.9 %}, clause: "1.2"}'
            ),
            "widget": forms.Textarea({"rows": 6, "spellcheck": "false", "class": "font-monospace"}),
            "required": False, "max_length": MOST,
        }  # fmt: skip
        super().__init__(**{**told, **rest})

    def to_python(self, value: Any) -> Any:
        """The list of terms."""
        text = super().to_python(value) or ""
        if not text.strip():
            return []
        try:
            found = read(text, "").value
        except Refused as refused:
            raise forms.ValidationError(refused.message(language())) from None
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise forms.ValidationError(_("This is no list of terms: begin each with “- ”."))
        return found

    def run_validators(self, value: Any) -> None:
        """None: the value is a list."""
