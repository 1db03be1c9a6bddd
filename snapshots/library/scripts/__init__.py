"""What guards this project from outside: run by people, by pre-commit and by CI."""
