"""What can be found: one index for every app, asked with who is looking (fr. recherche)."""
