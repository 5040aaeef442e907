"""What the identifiers of an agreement are called: identifier → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, str]] = {
    "saas-reference": ("convention de service SaaS", "SaaS service agreement"),
    "working-days": ("jours ouvrés", "working days"),
    "annex1.piloted": ("mises à jour pilotées", "piloted updates"),
    "annex1.dedicated": (
        "mises à jour pilotées en hébergement dédié", "piloted updates on dedicated hosting"),
    "annex2.sunday": ("arrêt du dimanche", "Sunday stop"),
    "annex2.cyber-waf": ("offre Cyber WAF", "Cyber WAF offer"),
    "shared": ("mutualisé", "shared"), "dedicated": ("dédié", "dedicated"),
    "downloads": ("les téléchargements de mises à jour", "downloads of updates"),
    "knowledge": ("la base de connaissances", "the knowledge base"),
    "planning": ("le planning des prestations", "the planning of services"),
    "reports": ("les relevés de temps", "statements of time"),
    "trainings": ("les formations et leurs feuilles de présence",
                  "trainings and their attendance sheets"),
    "role.agent": ("agent du support", "support agent"),
    "role.operations": ("exploitation", "operations"),
    "role.releases": ("responsable des versions", "release manager"),
    "role.accounts_manager": ("gestionnaire de comptes", "accounts manager"),
    "role.finance": ("finance", "finance"),
    "role.security_officer": ("responsable de la sécurité", "security officer"),
    "role.administrator": ("administrateur", "administrator"),
    "role.main_contact": ("contact principal", "main contact"),
    "role.contact": ("contact", "contact"), "role.reader": ("lecteur", "reader"),
    "Europe/London": ("Londres", "London"),
    "Europe/Lisbon": ("Lisbonne", "Lisbon"),
    "Europe/Brussels": ("Bruxelles", "Brussels"),
    "planned-maintenance": ("maintenance programmée (5.5 a)", "planned maintenance (5.5 a)"),
    "urgent-security-maintenance": (
        "maintenance urgente de sécurité (5.5 b)", "urgent security maintenance (5.5 b)"),
    "non-production": ("hors production (5.5 c)", "non-production environment (5.5 c)"),
    "client-misuse": ("utilisation non conforme (5.5 d)", "non-compliant use (5.5 d)"),
    "prerequisites-not-met": ("prérequis non respectés (5.5 e)", "prerequisites not met (5.5 e)"),
    "contrary-to-documentation": (
        "usage contraire à la documentation (5.5 f)", "use against documentation (5.5 f)"),
    "unauthorised-intervention": (
        "intervention non autorisée (5.5 g)", "unauthorised intervention (5.5 g)"),
    "client-environment": ("environnement du client (5.5 h)", "the client's environment (5.5 h)"),
    "infrastructure-destroyed": (
        "destruction du site principal (5.5 i)", "destruction of the main site (5.5 i)"),
    "security": ("sécurité", "security"),
    "law": ("loi ou règlement", "law or regulation"),
    "critical": ("critique", "critical"), "major": ("majeure", "major"),
    "normal": ("normale", "normal"),
    "subscription": ("le produit concerné", "the product concerned"),
    "problem": ("la question ou le problème, avec précision", "the precise question or problem"),
    "observed": ("ce que vous observez", "what you observe"),
    "expected": ("ce que vous attendiez", "what you expected"),
    "steps": ("les étapes pour le reproduire", "the steps to reproduce it"),
    "context": (
        "le contexte : messages d'erreur, menus parcourus",
        "the context: error messages, sequence of menus"),
    "impact": ("qui est touché", "who is affected"),
    "urgency": ("l'état de votre production", "the state of your production"),
    "draft": ("brouillon", "draft"), "incomplete": ("à compléter", "waiting for information"),
    "recorded": ("enregistrée", "recorded"), "in_progress": ("en cours", "in progress"),
    "waiting_client": ("en attente du client", "waiting for the client"),
    "waiting_third_party": ("en attente d'un éditeur tiers", "waiting for a third party"),
    "parked": ("en attente de devis", "waiting for a quote"),
    "waiting_both": (
        "en attente du client et de devis", "waiting for the client and for a quote"),
    "answered": ("répondue", "answered"), "resolved": ("résolue", "resolved"),
    "closed": ("close", "closed"), "reopened": ("rouverte", "reopened"),
    "refused": ("hors du support", "not covered"), "merged": ("fusionnée avec une autre", "merged"),
    "on_premise_or_other_hosting": (
        "licence installée ou hébergée ailleurs (2.2 a)",
        "licence on premises or hosted elsewhere (2.2 a)"),
    "other_product": ("autre produit (2.2 b)", "another product (2.2 b)"),
    "settings_and_customisation": (
        "paramétrage ou personnalisation (2.2 c)", "settings or customisation (2.2 c)"),
    "specific_development": (
        "développement spécifique, API ou connecteur (2.2 d)",
        "specific development, API or connector (2.2 d)"),
    "client_environment_specific": (
        "particularité de l'environnement du client (2.2 e)",
        "specific to the client's environment (2.2 e)"),
    "non_production": (
        "environnement hors production (7.21 a)", "non-production environment (7.21 a)"),
    "settings_or_client_specifics": (
        "paramétrage ou spécifique du client (7.21 b)",
        "settings or the client's own specifics (7.21 b)"),
    "client_did_not_supply": (
        "éléments non fournis, ou solution non confirmée (7.21 c)",
        "what was asked was not supplied, or a solution not confirmed (7.21 c)"),
    "against_documentation": (
        "utilisation contraire à la documentation (7.21 d)", "use against documentation (7.21 d)"),
    "unauthorised_support_intervention": (
        "intervention non autorisée (7.21 e)", "unauthorised intervention (7.21 e)"),
    "client_environment_failure": (
        "panne ou faille de l'environnement du client (7.21 f)",
        "failure or security flaw of the client's environment (7.21 f)"),
    "person": ("personne", "person"), "email": ("e-mail", "e-mail"),
    "telephone": ("téléphone", "telephone"), "portal": ("portail", "portal"),
    "detect": ("détection", "detection"), "inform": ("information", "information"),
    "contain": ("confinement", "containment"), "recover": ("reprise", "recovery"),
    "mon": ("lun.", "Mon"), "tue": ("mar.", "Tue"), "wed": ("mer.", "Wed"),
    "thu": ("jeu.", "Thu"), "fri": ("ven.", "Fri"), "sat": ("sam.", "Sat"),
    "sun": ("dim.", "Sun"), "holiday": ("jours fériés", "public holidays"),
}  # fmt: skip
