"""Who is looking: thin faces, each unknown to the others."""
