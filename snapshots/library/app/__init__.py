"""The application: a shared kernel, and modules that meet only at their gateways."""
