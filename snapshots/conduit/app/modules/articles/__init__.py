"""The articles module: others use its gateway and its events."""
