"""Addresses of the writing that are not pages of the tree."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from writing import card_views
from writing.citing_views import papers_of_page, papers_of_tag, review_citation
from writing.corrections.feeds import CorrectionFeed
from writing.corrections.versions import differences, earlier_version
from writing.drafts.views import draft, draft_chart
from writing.feed_formats import JsonFeed
from writing.feeds import SeriesFeed, TagFeed, WritingFeed
from writing.ledger_files import LedgerFeed, LedgerJson, claims_csv
from writing.objections.views import objection, thanks
from writing.text_files import chart_data, llms, llms_full, review_text

urlpatterns = [
    # First: no address below it may mean anything else.
    path("draft/<str:token>/figures/<slug:anchor>.csv", draft_chart),
    path("draft/<str:token>/", draft, name="draft"),
    path("draft/<path:token>", draft),
    path("llms.txt", llms, name="llms"),
    path("llms-full.txt", llms_full, name="llms_full"),
    path("<path:path>/index.md", review_text, name="review_text"),
    path("<path:path>/figures/<slug:anchor>.csv", chart_data, name="chart_data"),
    path("feed/", WritingFeed(), name="feed"),
    path("feed.json", WritingFeed(JsonFeed), name="json_feed"),
    path("feed/<slug:slug>/", TagFeed(), name="tag_feed"),
    path("feed/<slug:slug>.json", TagFeed(JsonFeed), name="tag_json"),
    path("feed/series/<slug:slug>/", SeriesFeed(), name="series_feed"),
    path("feed/series/<slug:slug>.json", SeriesFeed(JsonFeed), name="series_json"),
    path("<path:path>/claims.atom", LedgerFeed(), name="ledger_feed"),
    path("<path:path>/claims.json", LedgerJson(), name="ledger_json"),
    path("<path:path>/claims.csv", claims_csv, name="ledger_csv"),
    path("<path:path>/corrections.atom", CorrectionFeed(), name="corrections_feed"),
    path(
        "<path:path>/corrections.json",
        CorrectionFeed(JsonFeed),
        name="corrections_json",
    ),
    path("<path:path>/versions/<int:number>/", earlier_version, name="version"),
    path("<path:path>/versions/<int:number>/changes/", differences, name="differences"),
    path("<path:path>/claims/<slug:label>/objection/", objection, name="objection"),
    path(
        "<path:path>/claims/<slug:label>/objection/thanks/",
        thanks,
        name="objection_thanks",
    ),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("card.png", card_views.site_card, name="site_card"),
    path("<path:path>/card.png", card_views.review_card, name="review_card"),
    path("<path:path>/cite.<slug:suffix>", review_citation, name="cite"),
    path("<path:path>/tags/<slug:slug>/papers.bib", papers_of_tag, name="tag_papers"),
    path("<path:path>/papers.bib", papers_of_page, name="papers"),
]
