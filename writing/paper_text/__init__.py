"""The texts of papers: read out of files, and searched for words and numbers.

Nothing here is stored or knows what stores it.
"""
