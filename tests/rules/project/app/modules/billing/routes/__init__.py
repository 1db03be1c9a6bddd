"""The routes of billing."""
