"""People: signing in, one's own account, the register, all accounts."""
