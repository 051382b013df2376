"""How large a bundle may be. The bounds of docs/bundle-format.md, in one place."""

MEGABYTE = 1_000_000
KILOBYTE = 1_000

MAX_TEXT = MEGABYTE
MAX_FRONT_MATTER = 64 * KILOBYTE
MAX_DEPTH = 12
MAX_PROSE = 256 * 1024
MAX_BLOCKS = 500
MAX_IMAGES = 50
MAX_IMAGE = 10 * MEGABYTE
MAX_SERIES = 100
MAX_TAGS = 500

# Of a zip file that is uploaded, what may come out of it, and how many files.
MAX_ARCHIVE = 20 * MEGABYTE
MAX_UNPACKED = 60 * MEGABYTE
MAX_MEMBERS = 500
