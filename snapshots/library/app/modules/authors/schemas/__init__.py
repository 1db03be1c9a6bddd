"""What travels over HTTP: requests, responses, and the filters of lists."""
