import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing.rendering.tables import (
    MAX_COLUMNS,
    MAX_ROWS,
    Table,
    TableError,
    is_number,
    parse_table,
)


def test_csv_has_its_head_in_the_first_row():
    table = parse_table("system,msg/s\nKafka,400000\nActiveMQ,1200\n")
    assert table.header == ["system", "msg/s"]
    assert table.rows == [["Kafka", "400000"], ["ActiveMQ", "1200"]]


def test_tabs_in_the_first_line_mean_a_spreadsheet():
    table = parse_table("system\tmsg/s\nKafka, batched\t400,000\n")
    assert table.rows == [["Kafka, batched", "400,000"]]


def test_a_quoted_cell_holds_commas_quotes_and_line_ends():
    table = parse_table('a,b\n"x, ""y""\nz",2\n')
    assert table.rows == [['x, "y" z', "2"]]


def test_line_ends_of_all_systems_are_understood():
    assert parse_table("\ufeffa,b\r\n1,2\r3,4").rows == [["1", "2"], ["3", "4"]]


def test_empty_lines_and_columns_around_the_table_are_dropped():
    table = parse_table("\n\na\tb\t\t\n1\t2\t\t\n\t\t\t\n\n")
    assert table == Table(["a", "b"], [["1", "2"]])


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a,b\n1,2\n1,2,3", 3, "3 cells, where the head has 2"),
        ("a,b,c\n1,2", 2, "2 cells, where the head has 3"),
        ('a,b\n"x\ny",2\n3', 4, "1 cells, where the head has 2"),
        ("a,b\n\n1,2", 2, "0 cells"),
        ('a,b\n1,"2', 2, "quotation marks do not match"),
        ("a,b\n1,\x002", 2, "control character, U\\+0000"),
        ("a,b\n1,2\n\x1b,2", 3, "control character, U\\+001B"),
    ],
)
def test_a_fault_names_its_line(text, line, reason):
    with pytest.raises(TableError, match=f"Line {line}: .*{reason}") as caught:
        parse_table(text)
    assert caught.value.line == line


@pytest.mark.parametrize("text", ["", "\n \n", ",,\n,,"])
def test_an_empty_table_is_refused(text):
    with pytest.raises(TableError, match="empty"):
        parse_table(text)


def test_a_table_has_greatest_numbers_of_rows_and_columns():
    assert len(parse_table("a\n" + "1\n" * MAX_ROWS).rows) == MAX_ROWS
    with pytest.raises(TableError, match="200 rows"):
        parse_table("a\n" + "1\n" * (MAX_ROWS + 1))
    assert len(parse_table(",".join("a" * MAX_COLUMNS)).header) == MAX_COLUMNS
    with pytest.raises(TableError, match="20 columns"):
        parse_table(",".join("a" * (MAX_COLUMNS + 1)))


def test_a_table_has_a_greatest_size():
    with pytest.raises(TableError, match="64 kB"):
        parse_table("a\n" + "é" * 33_000)


@pytest.mark.parametrize(
    "cell",
    [
        "1",
        "-3",
        "−3 %",
        "+0.5",
        ".5",
        "1,200,000",
        "1 200",
        "≈ 5×",
        "~1e6",
        "1.2 × 10⁶",
    ],
)
def test_a_number_may_be_written_as_papers_do(cell):
    assert is_number(cell)


@pytest.mark.parametrize(
    "cell", ["", "%", "1-2", "12,34", "v4", "4 GPUs", "≈", "1.2.3"]
)
def test_what_is_no_number_is_not_taken_for_one(cell):
    assert not is_number(cell)


def test_a_column_of_numbers_and_blanks_is_numeric():
    table = parse_table("a,b,c,d\nx,1,–,\ny,≈ 2,3,\nz,n/a,x,\n")
    assert table.numeric_columns == {1}


@given(st.text(max_size=200))
def test_any_text_is_a_rectangle_or_refused(text):
    try:
        table = parse_table(text)
    except TableError:
        return
    assert all(len(row) == len(table.header) for row in table.rows)
