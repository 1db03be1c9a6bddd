"""The tenants module: others use its gateway and its events."""
