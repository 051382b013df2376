"""Examines an installation: each module looks at what it knows of."""
