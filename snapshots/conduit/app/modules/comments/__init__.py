"""The comments module: others use its gateway and its events."""
