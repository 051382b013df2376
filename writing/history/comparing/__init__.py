"""Two versions of a review side by side, as an editor reads them: words, not data."""
