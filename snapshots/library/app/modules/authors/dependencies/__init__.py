"""How FastAPI puts the parts of this module together."""
