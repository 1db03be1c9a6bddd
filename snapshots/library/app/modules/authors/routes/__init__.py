"""The routes of this module, one package for each version of the API."""
