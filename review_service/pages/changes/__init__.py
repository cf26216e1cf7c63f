"""What changed between two revisions, where words come from, and line numbers."""
