"""A draft as it stands, all drafts at a glance, and the way to each form on one."""
