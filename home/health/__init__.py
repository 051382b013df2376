"""The site seen from outside: probes, metrics, logs, and the doctor."""
