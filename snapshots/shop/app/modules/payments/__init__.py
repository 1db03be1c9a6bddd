"""The payments module: others use its gateway and its events."""
