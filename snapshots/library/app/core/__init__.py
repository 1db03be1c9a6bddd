"""The shared kernel: thin, without business logic, and ignorant of the modules."""
