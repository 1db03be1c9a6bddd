"""Tests: one folder for each module, and what lies between them."""
