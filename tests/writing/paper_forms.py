"""A paper as its editing form posts it."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data


def paper_form(**fields: Any) -> dict[str, str]:
    """All the fields of the form; `fields` replaces some."""
    return nested_form_data(
        {
            "slug": "kafka",
            "short_title": "Kafka",
            "title": "Kafka: a Distributed Messaging System for Log Processing",
            "venue": "NetDB 2011",
            "venue_name": "",
            "year": "2011",
            "arxiv_id": "",
            "doi": "",
            "url": "",
            "pdf_url": "",
            "code_url": "",
            "authors": inline_formset([{"given": "Jay", "family": "Kreps"}]),
            "versions": inline_formset([]),
            "relations": inline_formset([]),
            **fields,
        }
    )
