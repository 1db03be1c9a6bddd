"""The fines module: others use its gateway and its events."""
