"""What is told of the work besides logs: traces and metrics over OTLP, metrics for Prometheus.

Each is off until a setting says where it goes.
"""
