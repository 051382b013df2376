"""What the index says of public reviews, and how it is kept up to date."""

from search.indexing.refreshing import VERSION, refresh

__all__ = ["VERSION", "refresh"]
