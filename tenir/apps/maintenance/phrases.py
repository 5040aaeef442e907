"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "maintenance.no_works": (
        "il n'y a pas de tels travaux",
        "there are no such works",
    ),
    "maintenance.announces": (
        "seules l'exploitation et les versions annoncent des travaux ; demandez-leur",
        "only operations and releases announce works; ask them",
    ),
    "maintenance.number_taken": (
        "le numéro « {given} » est déjà celui d'autres travaux ; choisissez-en un autre",
        "the number “{given}” is that of other works; choose another",
    ),
    "maintenance.backward": (
        "les travaux finissent à {end:instant}, avant de commencer à {start:instant} ; corrigez "
        "l'un des deux",
        "the works end on {end:instant}, before they begin on {start:instant}; correct one of "
        "the two",
    ),
    "maintenance.nothing_touched": (
        "ces travaux ne touchent rien ; nommez des produits ou des abonnements",
        "these works touch nothing; name products or subscriptions",
    ),
    "maintenance.unknown_kind": (
        "« {given} » n'est pas une sorte de travaux ; sortes : {known}",
        "“{given}” is no kind of works; kinds: {known}",
    ),
    "maintenance.no_reason": (
        "dites pourquoi ces travaux n'ont pas lieu",
        "say why these works do not take place",
    ),
    "maintenance.no_reason_change": (
        "dites pourquoi : ceux que les travaux touchent le liront",
        "say why: whoever the works touch will read it",
    ),
    "maintenance.no_title": (
        "dites en une ligne ce qui est fait : ceux que les travaux touchent le liront",
        "say in a line what is done: whoever the works touch will read it",
    ),
    "maintenance.names_a_client": (
        "« {given} » désigne un client, et ces travaux sont lus par tous ; retirez ce nom, ou "
        "dites que c'est voulu",
        "“{given}” is a client's, and everyone reads of these works; take the name out, or say "
        "that it is on purpose",
    ),
    "maintenance.no_target": (
        "aucun abonnement n'a la cible « {given} »",
        "no subscription has the target “{given}”",
    ),
    "maintenance.twice": (
        "le numéro « {given} » est déjà en {first} ; gardez-en un",
        "number “{given}” is at {first} already; keep one of them",
    ),
    "maintenance.no_product": (
        "aucun produit n'a la clé « {given} »",
        "no product has the key “{given}”",
    ),
    "maintenance.differs": (
        "les travaux « {given} » sont déjà là et diffèrent ; corrigez-les dans leur page",
        "works “{given}” are there already and differ; correct them on their page",
    ),
    "maintenance.why_urgent": (
        "dites pourquoi ces travaux sont urgents, ou quel cas de force majeure les impose",
        "say why these works are urgent, or which force majeure asks them",
    ),
    "maintenance.past": (
        "ces travaux finissent à {end:instant}, qui est passé ; corrigez, ou mettez au dossier des "
        "travaux qui ont eu lieu",
        "these works end on {end:instant}, which is past; correct it, or put works that took "
        "place on record",
    ),
    "maintenance.course": (
        "dites qui annonce le début et la fin : {known}",
        "say who tells when they begin and end: {known}",
    ),
    "maintenance.against": (
        "ce moment n'est pas libre : {fr}. Choisissez-en un autre, ou dites pourquoi celui-là",
        "that time is not free: {en}. Choose another, or say why that one",
    ),
    "maintenance.begun": (
        "ces travaux ont commencé : dites qu'ils durent, ou qu'ils sont finis",
        "these works have begun: say that they go on, or that they are over",
    ),
    "maintenance.not_begun": (
        "personne n'a dit que ces travaux ont commencé ; dites-le d'abord",
        "nobody said that these works began; say it first",
    ),
    "maintenance.is_withdrawn": (
        "ces travaux n'ont pas lieu : ils ont été retirés",
        "these works do not take place: they were withdrawn",
    ),
    "maintenance.is_over": (
        "ces travaux sont finis",
        "these works are over",
    ),
    "maintenance.ahead": (
        "c'est plus tard que maintenant, {now:instant}",
        "that is later than now, {now:instant}",
    ),
    "maintenance.over_when": (
        "les travaux finissent après {begun:instant}, et pas plus tard que maintenant, "
        "{now:instant}",
        "the works end after {begun:instant}, and no later than now, {now:instant}",
    ),
    "maintenance.lived_backward": (
        "des travaux finis ont commencé avant ; dites quand",
        "works that ended began before; say when",
    ),
    "maintenance.not_longer": (
        "dites une fin attendue après {end:instant}",
        "say an expected end after {end:instant}",
    ),
    "maintenance.never_comes": (
        "ces travaux ne reviennent pas dans les neuf semaines à venir ; corrigez les jours",
        "these works do not come in the next nine weeks; correct the days",
    ),
    "maintenance.freezes": (
        "seules l'exploitation, les versions et la gestion des comptes tiennent les gels des "
        "clients ; demandez-leur",
        "only operations, releases and account managers keep clients' freezes; ask them",
    ),
    "maintenance.freeze_backward": (
        "le gel finit à {end:instant}, avant de commencer à {start:instant} ; corrigez l'un des "
        "deux",
        "the freeze ends on {end:instant}, before it begins on {start:instant}; correct one of "
        "the two",
    ),
    "maintenance.freeze_why": (
        "dites pourquoi le client demande ce gel",
        "say why the client asks for this freeze",
    ),
    "maintenance.freeze_why_lifted": (
        "dites pourquoi ce gel est levé",
        "say why this freeze is lifted",
    ),
    "maintenance.no_freeze": (
        "il n'y a pas de tel gel",
        "there is no such freeze",
    ),
    "works.kind.planned": ("maintenance programmée", "planned maintenance"),
    "works.kind.urgent": ("maintenance urgente", "urgent maintenance"),
    "works.kind.urgent-security": (
        "maintenance urgente de sécurité",
        "urgent maintenance, for security",
    ),
    "works.kind.no-impact": ("opération sans impact", "operation without impact"),
    "works.step.announced": ("travaux annoncés", "works announced"),
    "works.step.changed": ("travaux déplacés", "works moved"),
    "works.step.started": ("travaux commencés", "works begun"),
    "works.step.overrun": ("travaux prolongés", "works overrun"),
    "works.step.ended": ("travaux finis", "works over"),
    "works.step.withdrawn": ("travaux retirés", "works withdrawn"),
    "works.day.mon": ("lundi", "Monday"),
    "works.day.tue": ("mardi", "Tuesday"),
    "works.day.wed": ("mercredi", "Wednesday"),
    "works.day.thu": ("jeudi", "Thursday"),
    "works.day.fri": ("vendredi", "Friday"),
    "works.day.sat": ("samedi", "Saturday"),
    "works.day.sun": ("dimanche", "Sunday"),
    "works.every_week": (
        "chaque {days}, de {starts} à {ends}",
        "every {days}, from {starts} to {ends}",
    ),
    "works.every_weeks": (
        "toutes les {every} semaines, {days}, de {starts} à {ends}",
        "every {every} weeks, {days}, from {starts} to {ends}",
    ),
    "works.every_nth": (
        "chaque mois, {days} de la semaine {nth} du mois, de {starts} à {ends}",
        "each month, {days} of week {nth} of the month, from {starts} to {ends}",
    ),
    "works.every_last": (
        "chaque mois, le dernier {days}, de {starts} à {ends}",
        "each month, the last {days}, from {starts} to {ends}",
    ),
}
