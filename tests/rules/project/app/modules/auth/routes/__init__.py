"""The routes of auth."""
