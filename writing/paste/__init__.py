"""From what somebody pasted to papers of the library."""
