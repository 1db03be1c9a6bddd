"""The schemas of auth."""
