"""Files kept: digest, checks, access rule."""
