"""What fulfils the ports of the domain."""
