"""Reviews as folders of files, as docs/bundle-format.md describes them.

`reader` and `writer` know files and no database; `reviews` and `library` store and
fetch what they read and write.
"""
