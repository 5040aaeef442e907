"""Replays of a year under another version: asked for by a page, judged in the background."""
