"""The demonstration: its accounts, and six drafts whose way story.toml tells."""
