"""All that a site is in one file, whichever database it came from.

A tar archive: `database/<table>/<number>.jsonl.gz`, `files/<storage>/<name>`, and last
`manifest.json` with the sum of each and `manifest.sha256` with its own. Rows are kept
column by column with their primary keys, in JSON that knows no database.
"""
