"""Closings told to every client: many clocks are moved in the background."""
