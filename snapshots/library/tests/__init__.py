"""Tests, in the order of the application: the kernel, the modules, and the ways through them."""
