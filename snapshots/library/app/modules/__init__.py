"""The modules: each owns its data, and is used through its gateway and its events only."""
