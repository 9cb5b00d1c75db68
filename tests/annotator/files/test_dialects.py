"""Tables as programs and people write them: marks, separators, escapes, and rows of another width."""

import io

import pytest

from annotator.files import RowProblem, open_table

Read = tuple[list[list[object]], list[tuple[int | None, str, bool]]]


def read(content: str, name: str = "reviews.csv") -> Read:
    """The cells of all rows, and what was said of rows."""
    table = open_table(io.BytesIO(content.encode()), name)
    rows = list(table.rows())
    said = [(row.line, row.code, row.rejected) for row in rows if isinstance(row, RowProblem)]
    return [list(row[1].values()) for row in rows if not isinstance(row, RowProblem)], said


def test_marks_that_open_a_text_without_quoting_it_are_part_of_it() -> None:
    content = 'n;text;label\n1;"Lean" is a word;a\n2;"half;b\n3;all "plain" here;a\n'
    assert read(content)[0] == [["1", '"Lean" is a word', "a"], ["2", '"half', "b"], ["3", 'all "plain" here', "a"]]
    assert [remark.code for remark in open_table(io.BytesIO(content.encode()), "a.csv").remarks] == ["literal_quotes"]


def test_two_stray_marks_glue_no_rows_of_a_file_between_tabs() -> None:
    content = 'text\tlabel\n"Off we go\tgo\nnever mind\tstay\nand home"\tgo\nquiet\tstay\n'
    assert [cells[0] for cells in read(content)[0]] == ['"Off we go', "never mind", 'and home"', "quiet"]


def test_a_text_with_line_breaks_and_tabs_inside_its_quotes_stays_one() -> None:
    content = 'label\ttext\na\t"two\nlines\tand a tab"\nb\t"one ""line"""\n'
    assert read(content)[0] == [["a", "two\nlines\tand a tab"], ["b", 'one "line"']]


def test_one_stray_mark_far_inside_a_quoted_file_costs_nothing_and_is_remarked() -> None:
    rows = "".join(f'"text {n}, with a comma",x\n' for n in range(3_000))
    found, said = read(f'text,label\n{rows}"stray,x\n{rows}')
    assert len(found) == 6_001
    assert found[3_000] == ['"stray', "x"]
    assert said == [(3_002, "quotes_kept", False)]


def test_parts_of_a_row_that_cannot_be_read_become_no_items() -> None:
    found, said = read('text,label\n"fine, really",x\n"first line\nsecond "line" of it\nthird",y\n"last, one",x\n')
    assert [cells[1] for cells in found] == ["x", "x"]
    assert [code for _, code, rejected in said if rejected] == ["bad_quotes", "wrong_columns", "wrong_columns"]


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ('text,label\n"He said \\"no\\", then left",a\n"so",b\n', ['He said "no", then left', "a"]),
        ('text,label\n"C:\\temp and \\"D:\\"",a\n"so",b\n', ['C:\\temp and "D:"', "a"]),
        ('text,label\n"one \\\\ and \\"two\\"",a\n"so",b\n', ['one \\ and "two"', "a"]),
        ('n, text, label\n7, "Well, well", a\n8, "So", b\n', ["7", "Well, well", "a"]),
        ("text,label\n'Well, well','a'\n'So','b'\n", ["Well, well", "a"]),
        ("text,label\n'Well','a'\n'So','b'\n", ["Well", "a"]),
        ("text,label,\nWell,a,\nSo,b,\n", ["Well", "a"]),
        ("text,label\nWell,a,\nSo,b,,\n", ["Well", "a"]),
        ('"text" ,"label"\n"Well, well" ,"a"\n"So" ,"b"\n', ["Well, well", "a"]),
        ("text~label\nWell, well~a\nSo~b\n", ["Well, well", "a"]),
        ("sep=|\ntext|label\nWell, well|a\nSo|b\n", ["Well, well", "a"]),
        ('"sep=;"\r\ntext;label\r\nWell, well;a\r\nSo;b\r\n', ["Well, well", "a"]),
        ("# from the archive\n# of 2019\ntext,label\nWell,a\nSo,b\n", ["Well", "a"]),
        ("# text,label\nWell,a\nSo,b\n", ["Well", "a"]),
        ("'tis fine,a\nisn't it?,b\n'tis fine,a\n", ["'tis fine", "a"]),
        ("text,label\rWell,a\rSo,b\r", ["Well", "a"]),
    ],
)
def test_every_program_writes_tables_in_its_own_way(content: str, cells: list[str]) -> None:
    found, said = read(content)
    assert found[0] == cells
    assert len(found) >= 2
    assert said == []


def test_cells_that_are_missing_at_the_end_of_a_row_are_empty_and_said() -> None:
    found, said = read("text,label\nfirst,a\nsecond\nthird,b\n")
    assert found == [["first", "a"], ["second", ""], ["third", "b"]]
    assert said == [(3, "short_row", False)]


def test_a_row_that_a_line_break_has_cut_is_left_out_whole() -> None:
    found, said = read("id,text,label\n1,whole,a\n2,first part\nsecond part,b\n3,whole too,a\n")
    assert [cells[0] for cells in found] == ["1", "3"]
    assert said == [(3, "cut_row", True), (4, "cut_row", True)]


def test_rows_of_nothing_but_separators_are_passed_over_if_they_are_short() -> None:
    assert read("text,label,more\na,b,c\n,\n,,,,\nd,e,f\n") == ([["a", "b", "c"], ["d", "e", "f"]], [])


def test_a_hashtag_is_no_comment() -> None:
    assert [cells[0] for cells in read("#monday again\n#friday at last\n#monday again\n")[0]] == [
        "#monday again", "#friday at last", "#monday again",
    ]  # fmt: skip
