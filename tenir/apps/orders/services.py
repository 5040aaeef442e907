"""Acts: each one transaction."""
