"""No word of a page escapes translation: none stands bare in a template, nor in a label in code."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tools.messages import KEYWORDS

PACKAGE = Path(__file__).parents[2] / "tenir"
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
CODE = sorted(
    path
    for folder in ("faces/console", "faces/portal", "faces/public", "ui")
    for path in (PACKAGE / folder).glob("**/*.py")
)
BOTH = {"500.html"}  # written in both languages: nothing works any more when it is shown
SPOKEN = ("alt", "aria-label", "placeholder", "title", "data-key-words", "data-confirm")
NAMES = {
    "Tenir",
    "CSV",
    "JSON",
    "SIREN",
    "SIRET",
    "Message",
    "ID",
    "API",
    "PDF",
    "OpenAPI",
    "Webhooks",
}
UNITS = {"min", "h", "€"}
FREE = re.compile(r"Français|English|\S+\.(csv|json|jsonl|md|pdf|yaml)\b")  # names, as they are
TAGS = re.compile(
    r"{#.*?#}|{% block width %}.*?{% endblock %}|{%\s*comment.*?endcomment\s*%}"
    r"|{%\s*blocktranslate.*?%}.*?{%\s*endblocktranslate\s*%}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]{2,}")
SAYS = {"label", "help_text", "empty_label"}


class Bare(HTMLParser):
    """The words of a template that no tag translates."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"code", "script", "style", "kbd", "title"}:
            self.inside.append(tag)
        self.found += [text for name, text in attrs if name in SPOKEN and text and _words(text)]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside and _words(data):
            self.found.append(data.strip())


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(FREE.sub(" ", text)) if word not in NAMES | UNITS]


def bare_in(template: str) -> list[str]:
    """What a template says in one language alone."""
    parser = Bare()
    parser.feed(TAGS.sub("", template))
    return parser.found


def labels_in(source: str) -> list[str]:
    """The labels given in code as plain texts: label="…", and the second word of a column."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        said = [word.value for word in node.keywords if word.arg in SAYS]
        if isinstance(node.func, ast.Name) and node.func.id in {"Column", "Filter", "Place"}:
            said += node.args[1:2]
        texts = [word.value for word in said if isinstance(word, ast.Constant)]
        found += [text for text in texts if isinstance(text, str) and _words(text)]
    return found


def hidden_in(source: str) -> list[str]:
    """What is translated inside an f-string: the gathering of words does not look there."""
    return [
        ast.unparse(call)
        for text in ast.walk(ast.parse(source)) if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
    ]  # fmt: skip


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_word_of_a_template_is_translated(path: Path) -> None:
    assert path.name in BOTH or bare_in(path.read_text()) == []


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_label_in_code_is_translated(path: Path) -> None:
    assert labels_in(path.read_text()) == []
    assert hidden_in(path.read_text()) == []


def test_a_bare_word_would_be_found() -> None:
    assert bare_in('<p>{% translate "Kept" %} Late</p>') == ["Late"]
    assert bare_in('<input placeholder="Search">') == ["Search"]
    assert bare_in("<p>{% blocktranslate %}All is well{% endblocktranslate %} {{ x }}</p>") == []
    assert labels_in('Column("a", "Late", f); CharField(label="Late"); Column("b", _("L"), f)') == [
        "Late",
        "Late",
    ]
    assert hidden_in("""f"{_('Late')} {ngettext('a', 'b', n)} {other('c')}" + _('d')""") == [
        "_('Late')", "ngettext('a', 'b', n)",
    ]  # fmt: skip
