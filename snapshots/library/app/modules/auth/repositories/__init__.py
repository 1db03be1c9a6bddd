"""How the tables of this module are read and written."""
