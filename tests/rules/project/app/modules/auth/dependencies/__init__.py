"""The dependencies of auth."""
