"""A page to render Markdown on, and a reader of the HTML that comes out."""

from html.parser import HTMLParser

from writing.rendering.markdown import Scope, Target, check_markdown, render_markdown
from writing.verdicts import Verdict

TARGETS = {
    "replicated": Target("claim-replicated", "claim 3", Verdict.CONTRADICTED, 3),
    "consumer": Target("figure-consumer", "figure 1", None, 1),
}


def scope(**kwargs):
    return Scope(keys=["kreps", "qin", "a:b/c.d"], targets=TARGETS, **kwargs)


def html(source, page=None):
    return render_markdown(source, page or scope()).strip()


def messages(source, page=None):
    return [fault.message for fault in check_markdown(source, page)]


class Tags(HTMLParser):
    """Collects what a browser would take for markup."""

    VOID = {"br", "hr"}

    def __init__(self):
        super().__init__()
        self.open, self.attributes, self.ids, self.is_balanced = [], [], [], True

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, *attribute) for attribute in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.is_balanced &= bool(self.open) and self.open.pop() == tag


def read(markup):
    tags = Tags()
    tags.feed(markup)
    tags.close()
    return tags


def is_well_formed(markup):
    tags = read(markup)
    return tags.is_balanced and not tags.open and len(tags.ids) == len(set(tags.ids))
