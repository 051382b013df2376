"""How much of a file is read, and how long that may take."""

MEGABYTE = 1024 * 1024

MAX_FILE = 25 * MEGABYTE
MAX_PAGES = 500
MAX_TEXT = 5 * MEGABYTE
MAX_LABEL = 200

# Of the process that reads a file: a hostile one ends by itself within these.
MAX_MEMORY = 768 * MEGABYTE
CPU_SECONDS = 20
PATIENCE = 28
