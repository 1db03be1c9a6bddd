"""The routes of v1 of auth."""
