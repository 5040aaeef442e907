"""What is said of works as they are entered: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "works.inside": (
        "du {start:instant} au {end:instant}, tout est dans une plage de maintenance",
        "from {start:instant} to {end:instant}, all of it lies in a maintenance window",
    ),
    "works.partly": (
        "du {start:instant} au {end:instant}, {value:duration} hors des plages : une "
        "indisponibilité y compte dans le taux",
        "from {start:instant} to {end:instant}, {value:duration} outside the windows: an outage "
        "there counts against the rate",
    ),
    "works.outside": (
        "du {start:instant} au {end:instant}, tout est hors des plages ({value:duration}) : une "
        "indisponibilité y compte dans le taux",
        "from {start:instant} to {end:instant}, all of it lies outside the windows "
        "({value:duration}): an outage there counts against the rate",
    ),
    "works.in_stop": (
        "du {start:instant} au {end:instant}, dans l'arrêt hebdomadaire de l'annexe, qui tient "
        "lieu de plage : {upto:duration} au plus y sont exclues, le reste compte",
        "from {start:instant} to {end:instant}, inside the annex's weekly stop, which stands in "
        "place of the windows: {upto:duration} at most are left out, the rest counts",
    ),
    "works.outside_stop": (
        "du {start:instant} au {end:instant}, {value:duration} hors de l'arrêt hebdomadaire de "
        "l'annexe, et ces produits n'ont pas d'autre plage : une indisponibilité y compte",
        "from {start:instant} to {end:instant}, {value:duration} outside the annex's weekly stop, "
        "and these products have no other window: an outage there counts",
    ),
    "works.told_before": (
        "annoncés avant le {starts_at:instant}, quand ils commencent : cela suffit dans une plage",
        "told before {starts_at:instant}, when they begin: inside a window that is enough",
    ),
    "works.told_after": (
        "non annoncés avant le {starts_at:instant}, quand ils commencent : rien n'y est exclu",
        "not told before {starts_at:instant}, when they begin: nothing is left out in them",
    ),
    "works.notice_kept": (
        "hors plage, annoncés avant le {due:deadline} pour le {starts_at:instant}",
        "outside the windows, told by {due:deadline} for {starts_at:instant}",
    ),
    "works.notice_late": (
        "hors plage, ceux du {starts_at:instant} étaient à annoncer avant le {due:deadline}, "
        "autant que possible",
        "outside the windows, those of {starts_at:instant} were to be told by {due:deadline}, as "
        "far as possible",
    ),
    "works.force_majeure": (
        "la force majeure dispense du préavis",
        "force majeure waives the notice",
    ),
    "works.urgent": (
        "urgents : à tout moment, et dits dès que possible",
        "urgent: at any time, and told as soon as possible",
    ),
    "works.no_impact": (
        "sans impact : à tout moment ; une indisponibilité pendant ces travaux compte",
        "without impact: at any time; an outage during them counts",
    ),
    "works.planned": (
        "annoncés et dans une plage : programmés au sens de la convention, donc exclus du taux",
        "told and inside a window: planned in the agreement's sense, so left out of the rate",
    ),
    "works.not_planned": (
        "il manque l'annonce ou la plage : non programmés au sens de la convention, ce qui est "
        "hors plage ou non annoncé compte",
        "the announcement or the window is missing: not planned in the agreement's sense, what is "
        "outside or not told counts",
    ),
    "works.overlap": (
        "d'autres travaux touchent la même chose au même moment : {names:list}",
        "other works touch the same thing at the same time: {names:list}",
    ),
    "works.no_overlap": (
        "aucuns autres travaux sur la même chose au même moment",
        "no other works on the same thing at the same time",
    ),
    "works.freeze": (
        "des clients ont demandé qu'on ne touche à rien à ce moment : {names:list}",
        "clients asked that nothing be touched then: {names:list}",
    ),
    "works.no_freeze": (
        "aucun client n'a demandé de gel à ce moment",
        "no client asked for a freeze then",
    ),
    "recurrence.days": (
        "dites quels jours les travaux reviennent, parmi : {known}",
        "say on which days the works come back, among: {known}",
    ),
    "recurrence.clock": (
        "« {starts} » ou « {ends} » n'est pas une heure ; écrivez 22:00",
        "“{starts}” or “{ends}” is no clock time; write 22:00",
    ),
    "recurrence.every": (
        "les travaux reviennent toutes les 1 à 52 semaines, ou la 1re, 2e, 3e, 4e ou dernière fois "
        "du mois (1 à 4, ou -1)",
        "works come back every 1 to 52 weeks, or the 1st, 2nd, 3rd, 4th or last time of the month "
        "(1 to 4, or -1)",
    ),
    "recurrence.backward": (
        "la dernière fois, le {last:day}, est avant la première, le {first:day}",
        "the last time, {last:day}, comes before the first, {first:day}",
    ),
}
