"""What goes in and out of this module."""
