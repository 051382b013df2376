"""A review's versions: told apart, compared, and none lost to another."""
