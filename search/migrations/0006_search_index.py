"""What the search backends need of each database and no model says.

On SQLite the tables of the index follow the models, after each `migrate`; here goes
what Wagtail's own backend had indexed there, which nobody reads any more.
"""

from django.db import migrations

FORWARDS = {
    # What Wagtail searches in, and has no index for. A list of what is still to be
    # entered would be read whole by each search.
    "postgresql": (
        "CREATE INDEX search_title_body ON wagtailsearch_indexentry"
        " USING gin ((title || body)) WITH (fastupdate = off)"
    ),
    "sqlite": "DELETE FROM wagtailsearch_indexentry",
}
BACKWARDS = {"postgresql": "DROP INDEX search_title_body"}


def forwards(apps, schema_editor):
    if statement := FORWARDS.get(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if statement := BACKWARDS.get(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0005_words_by_their_thirds"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
