"""What this module does."""
