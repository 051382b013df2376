"""What PostgreSQL needs to look words up as SQLite does, and names by how they begin."""

from django.db import migrations

FORWARDS = {
    "postgresql": [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "CREATE EXTENSION IF NOT EXISTS unaccent",
        # Without stop words, of which "once" is one: "exactly once" would be "exactly".
        "CREATE TEXT SEARCH DICTIONARY english_whole (TEMPLATE = snowball, LANGUAGE = english)",
        "CREATE TEXT SEARCH CONFIGURATION english_folded (COPY = pg_catalog.english)",
        """
        ALTER TEXT SEARCH CONFIGURATION english_folded
        ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part
        WITH unaccent, english_whole
        """,
        # In the order of bytes an index answers what lies between two keys.
        'ALTER TABLE search_suggestion ALTER key TYPE varchar(80) COLLATE "C"',
        'ALTER TABLE search_word ALTER word TYPE varchar(40) COLLATE "C"',
    ],
}
# The extensions stay: somebody else may use them.
BACKWARDS = {
    "postgresql": [
        'ALTER TABLE search_word ALTER word TYPE varchar(40) COLLATE "default"',
        'ALTER TABLE search_suggestion ALTER key TYPE varchar(80) COLLATE "default"',
        "DROP TEXT SEARCH CONFIGURATION english_folded",
        "DROP TEXT SEARCH DICTIONARY english_whole",
    ],
}


def run(statements, schema_editor):
    for statement in statements.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    run(FORWARDS, schema_editor)


def backwards(apps, schema_editor):
    run(BACKWARDS, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_passages_facets_and_words")]

    operations = [migrations.RunPython(forwards, backwards)]
