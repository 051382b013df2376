"""Uploaded pictures, reduced to what is seen.

`containers` knows of what parts a file consists; `cleaning` draws it anew.
"""
