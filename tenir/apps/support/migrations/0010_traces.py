"""What is restricted already leaves its traces no more; amounts for time bear no request's number.

The index of what can be found is built anew at this upgrade (search.writing.EDITION).
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

INSTEAD = "réservé aux responsables de la sécurité · kept to the security officers"


def without_traces(apps: Any, schema: Any) -> None:
    """Keys without numbers, then quotes, amounts and causes of what is restricted."""
    _keys(apps)
    requests = apps.get_model("support", "Request").objects.filter(restricted=True)
    for pk, client, *people in requests.values_list(
        "pk", "client", "opened_by", "entered_by"
    ).order_by("pk"):
        _kept(apps, f"request/{pk}", f"DA-{pk:06d}", client, {*people} - {None})


def _keys(apps: Any) -> None:
    """request/12/time/5/1 becomes time/5/1: the entry's own key is enough to bill once."""
    lines = apps.get_model("orders", "BillableLine").objects
    entries = apps.get_model("support", "TimeEntry").objects
    for rows, name in ((lines, "key"), (entries, "charge_key")):
        old = {f"{name}__startswith": "request/", f"{name}__contains": "/time/"}
        for row in rows.filter(**old).only("pk", name).iterator():
            key = "time/" + getattr(row, name).partition("/time/")[2]
            rows.filter(pk=row.pk).update(**{name: key})


def _kept(apps: Any, subject: str, number: str, client: int, readers: set[int]) -> None:
    reserved = apps.get_model("journal", "Reserved").objects
    quotes = apps.get_model("orders", "Quote").objects.filter(subject=subject)
    own = reserved.filter(subject=subject).first()
    named = [subject] if own else []
    for pk in quotes.values_list("pk", flat=True) if own else ():
        named.append(f"quote/{pk}")
        reserved.get_or_create(
            subject=named[-1], defaults={"reserved_at": own.reserved_at}
        )
    for each in reserved.filter(subject__in=named):
        for person in readers:
            apps.get_model("journal", "ReservedReader").objects.get_or_create(
                reserved=each, person=person
            )
    lines = apps.get_model("orders", "BillableLine").objects
    for line in lines.filter(subject=subject, contract__client=client, kept_label=""):
        line.kept_label = line.label
        ordered = line.order_id and f"D-{line.order.quote_id:05d}"
        line.label = ordered or line.label.replace(number, "").strip(" :") or "—"
        line.save(update_fields=["label", "kept_label"])
    for cause in apps.get_model("availability", "Cause").objects.filter(source=number):
        if ruled := cause.exclusion:
            ruled.kept_evidence, ruled.evidence = ruled.evidence, INSTEAD
            ruled.save(update_fields=["evidence", "kept_evidence"])
        cause.kept_source, cause.kept_evidence = cause.source, cause.evidence
        cause.source, cause.evidence = "", INSTEAD
        cause.save(update_fields=["source", "evidence", "kept_source", "kept_evidence"])


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0007_reserved_reader"), ("orders", "0003_kept_label"),
        ("availability", "0009_kept_words"), ("support", "0009_versions_as_their_article"),
    ]  # fmt: skip

    operations = [migrations.RunPython(without_traces, migrations.RunPython.noop)]
