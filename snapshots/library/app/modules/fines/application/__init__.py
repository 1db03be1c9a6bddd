"""What can be asked of the domain, one function for each use."""
