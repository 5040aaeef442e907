"""The usual words that Tenir came with become rows, which operations may change."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = (
    "name_fr", "name_en", "state", "impact", "title_fr", "title_en", "text_fr", "text_en",
)  # fmt: skip
FIRST = (
    (
        "Indisponibilité en cours", "Outage under way", "investigating", "critical",
        "Service indisponible", "Service unavailable",
        "Le service ne répond plus depuis [heure]. Nous cherchons la cause et donnerons "
        "des nouvelles avant [heure].",
        "The service has not answered since [time]. We are looking for the cause and "
        "will give news before [time].",
    ),
    (
        "Lenteurs", "Slow answers", "investigating", "minor",
        "Réponses lentes", "Slow answers",
        "Le service répond, mais lentement, depuis [heure]. Nous cherchons la cause et "
        "donnerons des nouvelles avant [heure].",
        "The service answers, but slowly, since [time]. We are looking for the cause "
        "and will give news before [time].",
    ),
    (
        "Cause trouvée", "Cause found", "identified", "major",
        "", "",
        "La cause est trouvée : [cause]. Nous la corrigeons ; prochaines nouvelles "
        "avant [heure].",
        "The cause is found: [cause]. We are putting it right; next news before [time].",
    ),
    (
        "Correction en place", "Put right, being watched", "monitoring", "minor",
        "", "",
        "La correction est en place depuis [heure]. Nous surveillons avant de clore.",
        "It has been put right since [time]. We are watching it before we close.",
    ),
    (
        "Résolu", "Resolved", "resolved", "none",
        "", "",
        "Le service fonctionne normalement depuis [heure]. L'incident est clos.",
        "The service has worked as it should since [time]. The incident is closed.",
    ),
    (
        "Retour d'expérience", "What we learnt", "postmortem", "none",
        "", "",
        "Ce qui s'est passé : [faits]. Pourquoi : [cause]. Ce que nous changeons : "
        "[mesures].",
        "What happened: [facts]. Why: [cause]. What we are changing: [measures].",
    ),
)  # fmt: skip


def put_in(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    wording = apps.get_model("publishing", "Wording")
    for each in FIRST:
        told = dict(zip(NAMES, each, strict=True))
        wording.objects.create(**told, begins=bool(told["title_fr"]))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0006_wordings")]

    operations = [migrations.RunPython(put_in, migrations.RunPython.noop)]
