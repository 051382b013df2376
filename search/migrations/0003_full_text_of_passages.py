"""What each database needs to look words up in passages, and names by how they begin.

None of it is known to Django: a later migration that has SQLite make
`search_passage` anew must make the triggers anew too.
"""

from django.db import migrations

# The column and the index follow the table by themselves, whoever writes to it.
FORWARDS = {
    "postgresql": [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "CREATE EXTENSION IF NOT EXISTS unaccent",
        "CREATE TEXT SEARCH CONFIGURATION english_folded (COPY = pg_catalog.english)",
        """
        ALTER TEXT SEARCH CONFIGURATION english_folded
        ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part
        WITH unaccent, english_stem
        """,
        # In the order of bytes an index answers what lies between two keys.
        'ALTER TABLE search_suggestion ALTER key TYPE varchar(80) COLLATE "C"',
        'ALTER TABLE search_word ALTER word TYPE varchar(40) COLLATE "C"',
        # to_tsvector is immutable, as a generated column wants it, only with a constant
        # configuration.
        """
        ALTER TABLE search_passage ADD vector tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('english_folded'::regconfig, heading), 'A') ||
            setweight(to_tsvector('english_folded'::regconfig, text), 'D')
        ) STORED
        """,
    ],
    "sqlite": [
        # Sizes of columns are for bm25, which passages are not ranked by.
        """
        CREATE VIRTUAL TABLE search_passage_fts USING fts5(
            heading, text, content = 'search_passage', content_rowid = 'id',
            tokenize = 'porter unicode61 remove_diacritics 2', columnsize = 0
        )
        """,
        """
        CREATE TRIGGER search_passage_inserted AFTER INSERT ON search_passage BEGIN
            INSERT INTO search_passage_fts (rowid, heading, text)
            VALUES (new.id, new.heading, new.text);
        END
        """,
        """
        CREATE TRIGGER search_passage_deleted AFTER DELETE ON search_passage BEGIN
            INSERT INTO search_passage_fts (search_passage_fts, rowid, heading, text)
            VALUES ('delete', old.id, old.heading, old.text);
        END
        """,
        """
        CREATE TRIGGER search_passage_updated
        AFTER UPDATE OF id, heading, text ON search_passage BEGIN
            INSERT INTO search_passage_fts (search_passage_fts, rowid, heading, text)
            VALUES ('delete', old.id, old.heading, old.text);
            INSERT INTO search_passage_fts (rowid, heading, text)
            VALUES (new.id, new.heading, new.text);
        END
        """,
        "INSERT INTO search_passage_fts (search_passage_fts) VALUES ('rebuild')",
    ],
}
# The extensions stay: somebody else may use them.
BACKWARDS = {
    "postgresql": [
        "ALTER TABLE search_passage DROP vector",
        'ALTER TABLE search_word ALTER word TYPE varchar(40) COLLATE "default"',
        'ALTER TABLE search_suggestion ALTER key TYPE varchar(80) COLLATE "default"',
        "DROP TEXT SEARCH CONFIGURATION english_folded",
    ],
    "sqlite": [
        "DROP TRIGGER search_passage_updated",
        "DROP TRIGGER search_passage_deleted",
        "DROP TRIGGER search_passage_inserted",
        "DROP TABLE search_passage_fts",
    ],
}


def run(statements, schema_editor):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    run(FORWARDS, schema_editor)


def backwards(apps, schema_editor):
    run(BACKWARDS, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_passages_facets_and_words")]

    operations = [migrations.RunPython(forwards, backwards)]
