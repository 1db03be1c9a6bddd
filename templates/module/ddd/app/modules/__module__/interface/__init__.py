"""How the world outside asks: HTTP."""
