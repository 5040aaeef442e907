"""What the identifiers of an agreement are called: identifier → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, str]] = {
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
    "person": ("personne", "person"), "email": ("e-mail", "e-mail"),
    "telephone": ("téléphone", "telephone"), "portal": ("portail", "portal"),
    "detect": ("détection", "detection"), "inform": ("information", "information"),
    "contain": ("confinement", "containment"), "recover": ("reprise", "recovery"),
    "mon": ("lun.", "Mon"), "tue": ("mar.", "Tue"), "wed": ("mer.", "Wed"),
    "thu": ("jeu.", "Thu"), "fri": ("ven.", "Fri"), "sat": ("sam.", "Sat"),
    "sun": ("dim.", "Sun"), "holiday": ("jours fériés", "public holidays"),
}  # fmt: skip
