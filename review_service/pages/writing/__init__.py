"""Writing: a draft is begun, revised, merged, submitted."""
