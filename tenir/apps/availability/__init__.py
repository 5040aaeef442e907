"""What was measured, and what does not count (article 5)."""
