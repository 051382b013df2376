"""What anyone may read."""

from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet


class PublicPageQuerySet(PageQuerySet):
    """Pages that know which of them are public without a query of its own."""

    def public(self) -> Self:
        """Pages under no view restriction, their ancestors' included.

        Wagtail's own asks for all restrictions first, once for every listing on a page;
        here the database compares the paths.
        """
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        above = PageViewRestriction.objects.annotate(below=path).filter(
            below__startswith=F("page__path")
        )
        return self.filter(~Exists(above))
