"""How things are done, never what."""
