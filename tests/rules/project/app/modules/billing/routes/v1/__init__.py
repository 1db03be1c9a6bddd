"""The routes of v1 of billing."""
