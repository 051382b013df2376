"""The kinds of works: what BibTeX calls each, and what CSL does."""

# What is written for a type: the entry, its container and its publisher.
WRITTEN = {
    "article-journal": ("article", "journal", "publisher"),
    "paper-conference": ("inproceedings", "booktitle", "publisher"),
    "chapter": ("incollection", "booktitle", "publisher"),
    "book": ("book", "booktitle", "publisher"),
    "report": ("techreport", "howpublished", "institution"),
    "thesis": ("thesis", "howpublished", "school"),
    "manuscript": ("unpublished", "howpublished", "publisher"),
    "software": ("software", "howpublished", "publisher"),
    "dataset": ("dataset", "howpublished", "publisher"),
    "webpage": ("misc", "howpublished", "publisher"),
    "article": ("misc", "howpublished", "publisher"),
}
TYPES = {entry: type_ for type_, (entry, _, _) in WRITTEN.items()} | {
    "misc": "webpage",
    "conference": "paper-conference",
    "proceedings": "book",
    "inbook": "chapter",
    "report": "report",
    "manual": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
}
THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
DEGREES = {genre: entry for entry, genre in THESES.items()}
# Where `number` counts the work itself, not the issue it stands in.
NUMBERED = {"report", "thesis", "manuscript", "software", "dataset", "webpage"}
