"""The editor of a review: which field stands on which tab."""

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

from writing.history.comparing.fields import StreamPanel
from writing.versions.panel import StaleClaimsPanel


def review_editor() -> TabbedInterface:
    """The text first, then what it cites, what it is filed under, and Wagtail's own."""
    review = [
        StaleClaimsPanel(),
        TitleFieldPanel("title"),
        FieldPanel("paper"),
        FieldPanel("dek"),
        FieldPanel("bottom_line"),
        StreamPanel("takeaways"),
        StreamPanel("body"),
        FieldPanel("correction_note"),
    ]
    references = [
        InlinePanel(
            "references",
            label="Reference",
            help_text="Cited in the text as [@key] or [@key, §3].",
        ),
    ]
    about = [
        FieldPanel(
            "tags",
            help_text=(
                "Three to six. Type, and take what is offered: moderators keep the "
                "tags, under Snippets."
            ),
        ),
        InlinePanel("byline", heading="Byline", label="Contributor"),
        MultiFieldPanel(
            [FieldRowPanel(["published_on", "revised_on"])], heading="Dates"
        ),
        *Page.promote_panels,
    ]
    return TabbedInterface(
        [
            ObjectList(review, heading="Review"),
            ObjectList(references, heading="References"),
            ObjectList(about, heading="About"),
            ObjectList(Page.settings_panels, heading="Settings"),
        ]
    )
