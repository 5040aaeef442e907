"""What working time says to people: key → (French, English)."""

PHRASES = {
    "zone.unknown": (
        "le fuseau horaire « {zone} » n'existe pas ; donnez un nom de la base IANA, "
        "par exemple Europe/Paris",
        "there is no time zone “{zone}”; give a name of the IANA database, "
        "for example Europe/Paris",
    ),
    "holidays.unknown": (
        "les jours fériés de « {code} » ne sont pas connus ; donnez un code de pays comme FR, "
        "avec une partie comme FR-57, ou une liste de dates",
        "the public holidays of “{code}” are not known; give a country code such as FR, "
        "with a part such as FR-57, or a list of dates",
    ),
    "hours.empty-range": (
        "la plage de {start} à {end} est vide ; une journée entière s'écrit de 00:00 à 24:00",
        "the range from {start} to {end} is empty; a whole day is written 00:00 to 24:00",
    ),
    "hours.weekday": (
        "« {given} » n'est pas un jour ; écrivez mon, tue, wed, thu, fri, sat ou sun",
        "“{given}” is no weekday; write mon, tue, wed, thu, fri, sat or sun",
    ),
    "hours.pair": (
        '« {given} » n\'est pas une plage ; écrivez deux heures, ["08:30", "12:30"]',
        '“{given}” is no range; write two clock times, ["08:30", "12:30"]',
    ),
    "hours.countries": (
        "{given:list} : un calendrier suit les jours fériés d'un seul pays ; "
        "donnez les autres jours par leur date",
        "{given:list}: a calendar keeps the public holidays of one country; "
        "give the other days by their dates",
    ),
    "hours.reversed": (
        "la fermeture finit ({end}) avant de commencer ({start}) ; échangez les deux instants",
        "the closure ends ({end}) before it starts ({start}); swap the two instants",
    ),
    "hours.date": (
        "« {given} » n'est pas une date ; écrivez une date qui existe, comme 2026-05-01",
        "“{given}” is no date; write one that exists, such as 2026-05-01",
    ),
    "hours.clock": (
        "« {given} » n'est pas une heure ; écrivez HH:MM de 00:00 à 24:00, comme 08:30",
        "“{given}” is no clock time; write HH:MM from 00:00 to 24:00, such as 08:30",
    ),
    "hours.field": (
        "le champ « {given} » est inconnu ; ceux-ci existent : {known:list}",
        "there is no field “{given}”; there are {known:list}",
    ),
    "hours.mapping": (
        '« {given} » n\'est pas un objet ; écrivez {{"champ": valeur}}',
        '“{given}” is no object; write {{"field": value}}',
    ),
    "hours.list": (
        '« {given} » n\'est pas une liste ; écrivez ["…", "…"]',
        '“{given}” is no list; write ["…", "…"]',
    ),
    "calendar.never-opens": (
        "le calendrier n'ouvre plus après le {at:instant} (cherché jusqu'à la fin de {last}) ; "
        "vérifiez ses plages, ses jours fériés et ses fermetures",
        "the calendar does not open after {at:instant} (sought to the end of {last}); "
        "check its ranges, holidays and closures",
    ),
    "calendar.never-opened": (
        "le calendrier n'ouvre pas avant le {at:instant} (cherché depuis {first}) ; "
        "vérifiez ses plages, ses jours fériés et ses fermetures",
        "the calendar does not open before {at:instant} (sought back to {first}); "
        "check its ranges, holidays and closures",
    ),
    "calendar.reach": (
        "la réponse est hors des années {first} à {last}, seules à avoir un calendrier ; "
        "vérifiez l'instant et la durée",
        "the answer lies outside the years {first} to {last}, the only ones with a calendar; "
        "check the instant and the length",
    ),
    "seconds.whole": (
        "« {given} » n'est pas un nombre entier de secondes ; écrivez par exemple 28800",
        "“{given}” is no whole number of seconds; write for example 28800",
    ),
    "pause.reversed": (
        "la pause finit ({end}) avant de commencer ({start}) ; échangez les deux instants",
        "the pause ends ({end}) before it starts ({start}); swap the two instants",
    ),
    "column.integers": (
        "une colonne de secondes entières est attendue, pas {given} ; convertissez-la en int64 "
        "ou en datetime64[s]",
        "a column of whole seconds is wanted, not {given}; turn it into int64 or datetime64[s]",
    ),
    "column.length": (
        "la colonne a {given} valeurs, il en faut {wanted}, en int64",
        "the column has {given} values, {wanted} are wanted, as int64",
    ),
    "left.clock": (
        "il reste {left:duration} jusqu'au {due:deadline}",
        "{left:duration} left until {due:deadline}",
    ),
    "left.clock_over": (
        "échéance du {due:deadline} dépassée de {left:duration}",
        "{left:duration} past the due instant, {due:deadline}",
    ),
    "left.working": (
        "il reste {left:duration} ouvrées jusqu'au {due:deadline}",
        "{left:duration} of working time left until {due:deadline}",
    ),
    "left.over": (
        "échéance du {due:deadline} dépassée de {left:duration} ouvrées",
        "{left:duration} of working time past the due instant, {due:deadline}",
    ),
}
