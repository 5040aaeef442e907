"""Works: announced, planned, done (article 5)."""
