"""What anyone may read."""

from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet


class PublicPageQuerySet(PageQuerySet):
    """Pages that know which of them are public without a query of its own."""

    def public(self) -> Self:
        """Pages under no view restriction, their ancestors' included.

        Wagtail's own asks for all restrictions first, once for every listing on a page;
        here the database compares the paths.
        """
        return self.filter(~restricted())

    def hidden(self) -> Self:
        """The others of all pages: those that are not live, or under a restriction.

        They are few. What is counted of public pages is quicker counted of all but
        these than looked up for each.
        """
        return self.filter(Q(live=False) | restricted())


def restricted() -> Exists:
    """Whether a page is under a view restriction, its own or an ancestor's."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(
        PageViewRestriction.objects.annotate(below=path).filter(
            below__startswith=F("page__path")
        )
    )
