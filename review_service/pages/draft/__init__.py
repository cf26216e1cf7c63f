"""Reading a draft: all of them, one as it stands, its revisions, statements and history."""
