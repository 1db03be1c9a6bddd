"""What this module is about, in plain Python: it knows no framework, and nothing around it."""
