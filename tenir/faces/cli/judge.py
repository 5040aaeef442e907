"""`tenir judge RULE`: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, BinaryIO, NoReturn

import typer

from tenir.faces.cli.agreements import ConventionFile, Readings, chosen_agreement
from tenir.faces.cli.console import Reader, refusals_shown, say
from tenir.terms.agreement import Agreement
from tenir.terms.errors import Refused
from tenir.terms.judge import Answer, UnknownRule, rule_names
from tenir.terms.judge import judge as answer_to
from tenir.terms.pieces import BadQuestion
from tenir.terms.reasons import lines

app = typer.Typer(add_completion=False)
LONGEST_LINE = 16 << 20  # bytes


@app.command()
def judge(
    *,
    rule: Annotated[str, typer.Argument(help=f"One of: {', '.join(rule_names())}.")],
    questions: Annotated[
        Path | None, typer.Argument(help="A file of JSON lines; standard input without it.")
    ] = None,
    convention: ConventionFile = None,
    reading: Readings = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the reasons for a person.")
    ] = False,
    no_reasons: Annotated[bool, typer.Option("--no-reasons", help="Values only.")] = False,
) -> None:
    """Answer each line: {"id", "value", "reasons"}, or {"id", "error"}.

    Answers come in input order. A bad line gives an error line, the others are answered, and
    the exit code is 2.
    """
    with refusals_shown():
        if rule not in rule_names():
            raise UnknownRule("judge.rule", given=rule, known=", ".join(rule_names()))
        agreement = chosen_agreement(convention, reading)
        stream = _opened(questions)
    failed = False
    with stream:
        for number, line in enumerate(_lines_of(stream), start=1):
            if line.strip():
                answered = _answered(agreement, rule, line, number, others=not no_reasons)
                failed |= isinstance(answered, dict)
                for text in _written(answered, explain=explain, reasons=not no_reasons):
                    print(text)
    sys.stdout.flush()
    raise typer.Exit(2 if failed else 0)


def _opened(path: Path | None) -> BinaryIO:
    if path is None:
        return sys.stdin.buffer
    try:
        return path.open("rb")
    except OSError as error:
        raise BadQuestion("file.unreadable", str(path), problem=error.strerror or "") from None


def _lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Each line; of one that is too long, a piece that no rule will read."""
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)


def _answered(
    agreement: Agreement, rule: str, line: bytes, number: int, *, others: bool
) -> Answer | dict[str, Any]:
    id: Any = None
    try:
        question = _parsed(line)
        id = question.get("id")
        return answer_to(agreement, rule, question, others=others)
    except Refused as refused:
        where = say(f"ligne {number}", f"line {number}") + (
            f", {refused.where}" if refused.where else ""
        )
        message = type(refused)(refused.key, **refused.values).message(Reader.language)
        error = {"message": message, "where": where}
        return {"error": error} if id is None else {"id": id, "error": error}


def _parsed(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise BadQuestion("judge.long", most=LONGEST_LINE >> 20)
    try:
        question = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadQuestion("judge.not_json", problem=str(error)) from None
    if not isinstance(question, dict):
        raise BadQuestion("judge.not_object")
    return question


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _written(answered: Answer | dict[str, Any], *, explain: bool, reasons: bool) -> Iterator[str]:
    if isinstance(answered, dict):
        yield json.dumps(answered, ensure_ascii=False)
    elif explain:
        yield from _explained(answered)
    else:
        yield json.dumps(answered.to_json(reasons=reasons), ensure_ascii=False)


def _explained(answer: Answer) -> Iterator[str]:
    head = "" if answer.id is None else f"{answer.id}: "
    yield f"{head}{json.dumps(answer.value, ensure_ascii=False)}"
    yield from (f"  {line}" for line in lines(answer.reason, Reader.language))
    for id, others in answer.others.items():
        for other, value in others.items():
            if value != answer.value:
                words = say(f"sous {id}={other}", f"under {id}={other}")
                yield f"  {words}: {json.dumps(value, ensure_ascii=False)}"
