"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "measured.reserved": (
        "réservé aux responsables de la sécurité",
        "kept to the security officers",
    ),
    "measured.no_exclusion": (
        "il n'y a pas de telle exclusion",
        "there is no such exclusion",
    ),
    "measured.measures": (
        "seule l'exploitation consigne des mesures ; demandez-lui",
        "only operations records measures; ask them",
    ),
    "measured.rules_out": (
        "seule l'exploitation décide d'une exclusion ; demandez-lui",
        "only operations rules an exclusion; ask them",
    ),
    "measured.ruled_by_people": (
        "une exclusion est décidée par une personne, dont le nom est gardé ; connectez-vous",
        "an exclusion is decided by a person, whose name is kept; sign in",
    ),
    "measured.no_such_cause": (
        "il n'y a pas de telle cause",
        "there is no such cause",
    ),
    "measured.tells_causes": (
        "seuls l'exploitation et le support disent la cause d'une indisponibilité ; demandez-leur",
        "only operations and support tell the cause of an outage; ask them",
    ),
    "measured.works_by_number": (
        "des travaux se disent par leur numéro, et lui seul ; choisissez cette cause et ce numéro",
        "works are told by their number, and it alone; choose that cause and that number",
    ),
    "measured.cause_backward": (
        "la cause finit à {end:instant}, avant de commencer à {start:instant} ; corrigez l'un des "
        "deux",
        "the cause ends on {end:instant}, before it begins on {start:instant}; correct one of the "
        "two",
    ),
    "measured.cause_ahead": (
        "cette cause est à venir, il est {now:instant} ; corrigez son début",
        "that cause is yet to come, it is {now:instant}; correct its beginning",
    ),
    "measured.cause_decided": (
        "cette proposition a été décidée entre-temps ; relisez-la",
        "this proposal was decided meanwhile; read it again",
    ),
    "measured.no_longer_proposed": (
        "les règles ne proposent plus d'exclusion pour cette cause ; relisez-la",
        "the rules no longer propose an exclusion for this cause; read it again",
    ),
    "measured.no_reason_declined": (
        "dites pourquoi ce temps compte ; le client le lit",
        "say why that time counts; the client reads it",
    ),
    "measured.unknown_state": (
        "« {given} » n'est pas un état ; états : {known}",
        "“{given}” is no state; states: {known}",
    ),
    "measured.out_of_order": (
        "la mesure du {at:instant} n'est pas après la précédente, du {last:instant} ; "
        "envoyez-les dans l'ordre",
        "the record of {at:instant} is not after the one before it, of {last:instant}; send them "
        "in order",
    ),
    "measured.in_future": (
        "la mesure du {at:instant} est à venir, il est {now:instant} ; mettez la sonde à l'heure",
        "the record of {at:instant} is yet to come, it is {now:instant}; set the probe's clock",
    ),
    "measured.no_records": (
        "il n'y a aucune mesure à consigner ; envoyez-en au moins une",
        "there is no record to keep; send at least one",
    ),
    "measured.backward": (
        "l'exclusion finit à {end:instant}, avant de commencer à {start:instant} ; corrigez l'un "
        "des deux",
        "the exclusion ends on {end:instant}, before it begins on {start:instant}; correct one of "
        "the two",
    ),
    "measured.no_evidence": (
        "une exclusion repose sur une pièce ; dites laquelle",
        "an exclusion rests on evidence; say which",
    ),
    "measured.no_reason": (
        "dites pourquoi cette exclusion ne tient plus",
        "say why this exclusion no longer holds",
    ),
    "measured.watched": (
        "« {line} » est déjà surveillé par d'autres cibles ; envoyez les mesures sous leur nom",
        "“{line}” is watched by other targets already; send measures under their names",
    ),
    "measured.alert_backward": (
        "l'alerte finit à {end:instant} sans avoir commencé avant, à {start:instant} ; rien n'est "
        "gardé de l'envoi",
        "the alert ends on {end:instant} without having begun before, on {start:instant}; nothing "
        "of the message is kept",
    ),
    "measured.no_time": (
        "cette heure n'existe pas ; écrivez 2026-11-10 08:12:31",
        "there is no such time; write 2026-11-10 08:12:31",
    ),
    "measured.no_outage": (
        "il n'y a pas de telle indisponibilité",
        "there is no such outage",
    ),
    "measured.corrects": (
        "seule l'exploitation corrige une mesure ; demandez-lui",
        "only operations corrects a measure; ask them",
    ),
    "measured.corrected_by_people": (
        "une mesure est corrigée par une personne, dont le nom est gardé ; connectez-vous",
        "a measure is corrected by a person, whose name is kept; sign in",
    ),
    "measured.no_correction": (
        "il n'y a pas de telle correction",
        "there is no such correction",
    ),
    "measured.corrected_backward": (
        "la correction finit à {end:instant}, avant de commencer à {start:instant} ; corrigez l'un "
        "des deux",
        "the correction ends on {end:instant}, before it begins on {start:instant}; correct one of "
        "the two",
    ),
    "measured.corrected_ahead": (
        "on ne corrige que ce qui est passé, il est {now:instant} ; laissez la fin vide si cela "
        "dure encore",
        "only the past is corrected, it is {now:instant}; leave the end empty while it goes on",
    ),
    "measured.no_cause": (
        "dites pourquoi : le client le lira",
        "say why: the client will read it",
    ),
    "measured.no_reason_back": (
        "dites pourquoi cette correction ne tient plus",
        "say why this correction no longer holds",
    ),
    "watched.no_target": (
        "il n'y a pas de telle cible",
        "there is no such target",
    ),
    "watched.operations_only": (
        "seule l'exploitation décide de ce qui est surveillé ; demandez-lui",
        "only operations says what is watched; ask them",
    ),
    "watched.taken": (
        "« {given} » désigne déjà une cible ; choisissez un autre nom",
        "“{given}” names a target already; choose another name",
    ),
    "watched.name": (
        "« {given} » n'est pas un nom de cible ; employez lettres, chiffres, . _ : / -, 80 au plus",
        "“{given}” is no name of a target; use letters, digits, . _ : / -, 80 at most",
    ),
    "watched.kind": (
        "« {given} » n'est pas une sorte de cible ; choisissez parmi : {known}",
        "“{given}” is no kind of target; choose one of: {known}",
    ),
    "watched.environment": (
        "« {given} » n'est pas une sorte d'environnement ; choisissez parmi : {known}",
        "“{given}” is no kind of environment; choose one of: {known}",
    ),
    "watched.owner": (
        "une cible est d'un abonnement, d'un produit ou de la plateforme, une surveillance "
        "d'aucun ; donnez l'un d'eux",
        "a target is of a subscription, of a product or of the platform, a monitor of none; give "
        "one of them",
    ),
    "watched.locations": (
        "« {given} » : nommez chaque lieu une fois, en minuscules, chiffres et tirets",
        "“{given}”: name each location once, in small letters, digits and hyphens",
    ),
    "watched.agreeing": (
        "{given:of|lieu ne peut|lieux ne peuvent} s'accorder parmi {places} ; ou laissez vide"
        " pour la majorité",
        "{given:of|location|locations} cannot agree among {places}; or leave it empty for a"
        " majority",
    ),
    "watched.interval": (
        "l'intervalle va de {least} à {most} secondes",
        "the interval is from {least} to {most} seconds",
    ),
    "watched.timeout": (
        "les essais prennent {spent} s, plus que l'intervalle de {interval} s ; réduisez le délai "
        "ou les essais",
        "the tries take {spent} s, more than the interval of {interval} s; shorten the timeout or "
        "try less",
    ),
    "watched.silence": (
        "dites après combien de secondes de silence plus rien n'est su : {least} au moins",
        "say after how many seconds of silence nothing is known any more: at least {least}",
    ),
    "watched.no_monitor": (
        "aucune surveillance ne s'appelle « {given} » ; ajoutez-la d'abord",
        "no monitor is called “{given}”; add it first",
    ),
    "watched.address_http": (
        "donnez une adresse http ou https complète, sans mot de passe",
        "give a whole http or https address, without a password",
    ),
    "watched.address_tcp": (
        "donnez un hôte et un port : hote.example.org:5432",
        "give a host and a port: host.example.org:5432",
    ),
    "watched.address_tls": (
        "donnez un hôte et un port : hote.example.org:443",
        "give a host and a port: host.example.org:443",
    ),
    "watched.address_dns": (
        "donnez un nom à résoudre : hote.example.org",
        "give a name to resolve: host.example.org",
    ),
    "watched.since_ahead": (
        "un réglage vaut au plus tôt depuis un instant passé, il est {now:instant} ; laissez vide "
        "pour maintenant",
        "a setting holds from now or from an earlier instant, it is {now:instant}; leave it empty "
        "for now",
    ),
    "watched.since_before": (
        "le réglage précédent vaut depuis {last:instant} ; choisissez un instant qui n'est pas "
        "avant",
        "the setting before holds from {last:instant}; choose an instant that is not before it",
    ),
    "watched.asked": (
        "cette sorte de cible peut demander : {known} ; en textes de 200 signes au plus",
        "this kind of target may ask: {known}; in texts of 200 characters at most",
    ),
    "measured.twice": (
        "la référence « {given} » est déjà en {first} ; gardez-en une",
        "reference “{given}” is at {first} already; keep one of them",
    ),
    "measured.no_target": (
        "aucun abonnement n'a la cible « {given} »",
        "no subscription has the target “{given}”",
    ),
    "measured.says_nothing": (
        "dites ce qu'était ce moment (state), ou pourquoi il ne compte pas (excluded_for)",
        "say what that time was (state), or why it does not count (excluded_for)",
    ),
    "measured.differs": (
        "« {given} » est déjà là et diffère ; reprenez-le d'abord, puis donnez une autre référence",
        "“{given}” is there already and differs; take it back first, then give another reference",
    ),
}
