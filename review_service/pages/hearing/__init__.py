"""Being heard and deciding: what every body said, and its forms; the decision, marked passages."""
