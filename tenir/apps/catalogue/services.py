"""Acts: each one transaction."""

from __future__ import annotations

from tenir.apps.catalogue.loading import Loaded, load_catalogue

__all__ = ["Loaded", "load_catalogue"]
