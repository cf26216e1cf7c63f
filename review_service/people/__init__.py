"""People: accounts, sessions, tokens and the erasable register; nothing here enters the log."""
