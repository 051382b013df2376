"""What the search backends need of each database and no model says.

On SQLite the tables of the index follow the models, after each `migrate`; here goes
what Wagtail's own backend had indexed there, which nobody reads any more.
"""

from django.db import migrations

ENTRIES = "wagtailsearch_indexentry"
VECTORS = ["autocomplete", "body", "title"]


def set_option(schema_editor, action):
    """A list of what is still to be entered would be read whole by each search."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, ENTRIES)
    for name, constraint in known.items():
        if constraint["index"] and constraint["columns"] in [[one] for one in VECTORS]:
            schema_editor.execute(f"ALTER INDEX {schema_editor.quote_name(name)} {action}")


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        set_option(schema_editor, "SET (fastupdate = off)")
    elif vendor == "sqlite":
        schema_editor.execute(f"DELETE FROM {ENTRIES}")


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        set_option(schema_editor, "RESET (fastupdate)")


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0005_words_by_their_thirds"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
