"""The names that Hugo, Jekyll and Quarto give to fields of their front matter."""

TITLE = ("title",)
# The first that is given becomes the dek.
DEK = ("description", "summary", "excerpt", "abstract", "subtitle")
PUBLISHED = ("date", "publishdate", "pubdate")
REVISED = ("lastmod", "date-modified", "last_modified_at", "last-modified", "updated")
TAGS = ("tags", "tag", "categories", "category", "keywords")
PEOPLE = ("author", "authors")
PAPER = ("paper", "doi", "arxiv", "arxiv_id")
SLUG = ("slug",)
BIBLIOGRAPHY = ("bibliography",)
# What says whether a text is live, by its name there: for that word, it is.
LIVE = {"draft": "false", "published": "true"}
_READ = (TITLE, DEK, PUBLISHED, REVISED, TAGS, PEOPLE, PAPER, SLUG, BIBLIOGRAPHY, LIVE)
TAKEN = frozenset(name for group in _READ for name in group)

# Known for what they are, and without a place in a review.
ADDRESSES = frozenset({"permalink", "url", "aliases", "redirect_from", "redirect_to"})
HUGO = """
    weight math mathjax katex series type layout outputs cascade menu menus markup
    headless iscjklanguage linktitle expirydate featured_image images cover thumbnail
    params resources sitemap toc comments build translationkey videos
"""
JEKYLL = "header image sidebar pin render_with_liquid sticky lang"
QUARTO = """
    format execute editor jupyter engine csl theme code-fold link-citations
    number-sections toc-depth freeze page-layout license copyright citation
    highlight-style crossref filters title-block-banner knitr nocite include-in-header
    date-format
"""
SETTINGS = frozenset((HUGO + JEKYLL + QUARTO).split())
