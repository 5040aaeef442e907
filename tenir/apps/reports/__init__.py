"""What was stated and frozen: it recomputes to the same bytes."""
