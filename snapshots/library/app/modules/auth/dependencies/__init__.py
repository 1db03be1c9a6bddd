"""How the routes of this module get what they need."""
