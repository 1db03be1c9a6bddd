"""Ways through several modules."""
