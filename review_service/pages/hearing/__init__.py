"""Being heard and deciding: statements, bundle, consultation, decision, marked passages."""
