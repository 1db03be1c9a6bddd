"""The notes module: others use its gateway and its events."""
