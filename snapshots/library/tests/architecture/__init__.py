"""Tests that hold the walls: what a module is, what it offers, and what it may reach."""
