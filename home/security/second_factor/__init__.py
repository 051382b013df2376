"""What a person shows besides the password: docs/security.md has the why."""
