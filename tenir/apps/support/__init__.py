"""Support requests from first word to closing (articles 7 and 9)."""
