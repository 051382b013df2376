"""Markdown as Hugo, Jekyll and Quarto write it, read as a review.

Nothing here asks the database: what must be known of the site is given as `Known`.
What has no equivalent is named in a `Report`, with its line and what became of it.
"""
