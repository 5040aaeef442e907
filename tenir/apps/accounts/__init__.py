"""People, the organisations that they speak for, sign-in, roles, invitations, tokens."""
