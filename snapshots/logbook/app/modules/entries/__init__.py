"""The entries module: others use its gateway and its events."""
