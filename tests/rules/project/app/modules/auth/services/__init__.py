"""The services of auth."""
