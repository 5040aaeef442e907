"""Questions: each says who is looking."""
