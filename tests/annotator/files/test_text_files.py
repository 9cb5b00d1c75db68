"""CSV and JSONL as people have them."""

import csv
import gzip
import io
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.blank import is_blank
from annotator.files import (
    Columns,
    Record,
    RowProblem,
    Table,
    Unusable,
    choose_columns,
    lines,
    open_table,
    open_texts,
    text_rows,
)
from annotator.files.looks import MAX_FIELD_CHARS
from annotator.files.texts import MAX_TEXT_CHARS


def table(content: str | bytes, name: str = "reviews.csv", encoding: str = "utf-8") -> Table:
    data = content.encode(encoding) if isinstance(content, str) else content
    return open_table(io.BytesIO(data), name)


def rows(content: str | bytes, name: str = "reviews.csv", encoding: str = "utf-8") -> list[Record | RowProblem]:
    read = table(content, name, encoding)
    return list(text_rows(read, choose_columns(read)))


def texts(content: str | bytes, name: str = "reviews.csv", encoding: str = "utf-8") -> list[str]:
    return [row.text for row in rows(content, name, encoding) if isinstance(row, Record)]


def codes(content: str | bytes, name: str = "reviews.csv") -> list[tuple[int | None, str]]:
    return [(row.line, row.code) for row in rows(content, name) if isinstance(row, RowProblem)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_recognised(separator: str) -> None:
    content = separator.join(["id", "text", "label"]) + "\n" + separator.join(["1", "good, but; not | all", "pos"])
    if separator != "\t":
        content = content.replace("good, but; not | all", '"good, but; not | all"')
    opened = table(content)
    assert opened.delimiter == separator
    assert texts(content) == ["good, but; not | all"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_encoding_is_recognised(encoding: str) -> None:
    content = "text;label\nNaïve Übergrößen im Café;schön\nC'est très bien là-bas;pas mal\n"
    assert texts(content, encoding=encoding) == ["Naïve Übergrößen im Café", "C'est très bien là-bas"]
    assert table(content, encoding=encoding).columns == ("text", "label")


def test_a_guessed_encoding_is_said() -> None:
    opened = table("text\nÜber uns: Straße\n", encoding="cp1252")
    assert [remark.code for remark in opened.remarks] == ["encoding_guessed"]
    assert "cp1252" in opened.remarks[0].detail


@pytest.mark.slow
def test_one_odd_byte_at_the_end_of_a_long_file_is_found() -> None:
    data = b"text\n" + b"plain words only\n" * 100_000 + "ein schöner Tag für alle Größen\n".encode("cp1252")
    assert texts(data)[-1] == "ein schöner Tag für alle Größen"


def test_line_breaks_inside_quotes_belong_to_the_text_and_lines_are_still_counted() -> None:
    read = rows('text,label\n"first\nsecond\r\nthird",pos\n"",neg\nlast,neg\n')
    assert isinstance(read[0], Record)
    assert (read[0].line, read[0].text) == (2, "first\nsecond\r\nthird")
    assert isinstance(read[1], RowProblem)
    assert (read[1].line, read[1].code) == (5, "empty_text")
    assert isinstance(read[2], Record)
    assert read[2].line == 6


def test_a_row_with_too_many_cells_is_left_out_and_named() -> None:
    content = "what,label\na,x\nc,x,y\n\nd,y\n"
    assert texts(content) == ["a", "d"]
    assert codes(content) == [(3, "wrong_columns")]


def test_a_quotation_mark_that_is_never_closed_costs_one_row_not_the_file() -> None:
    content = 'text,label\n"a",x\n"b,x,\n' + "".join(f"t{n},x\n" for n in range(500))
    assert texts(content) == ["a", *(f"t{n}" for n in range(500))]
    assert codes(content) == [(3, "bad_quotes")]


def test_a_field_beyond_all_measure_costs_one_row_whatever_limit_others_have_set() -> None:
    csv.field_size_limit(2 * MAX_FIELD_CHARS)
    content = 'text,label\n"' + "x" * (MAX_FIELD_CHARS + 10) + '",x\nfine,y\n'
    assert texts(content) == ["fine"]
    assert codes(content) == [(2, "bad_quotes")]


def test_a_line_beyond_all_measure_costs_one_line() -> None:
    huge = "y" * 9_000_000
    assert texts(f"text\nbefore\n{huge}\nafter\n") == ["before", "after"]
    assert codes(f"text\nbefore\n{huge}\nafter\n") == [(3, "line_too_long")]
    assert codes(f'{{"text": "a"}}\n{{"text": "{huge}"}}\n{{"text": "b"}}\n', "a.jsonl") == [(2, "line_too_long")]


def test_an_open_quote_before_a_line_beyond_all_measure_costs_no_row_after_it() -> None:
    content = f'text\n"closed"\n"open\nbetween\n{"y" * 5_000_000}\nafter\n'
    assert texts(content) == ["closed", "between", "after"]
    assert [line for line, _ in codes(content)] == [3, 5]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("block", [1, 2, 3, 7, 64])
def test_where_a_block_ends_makes_no_difference(monkeypatch: pytest.MonkeyPatch, end: str, block: int) -> None:
    content = f'text,label{end}"a{end}b",x{end}{end}"open,y{end}c,z{end}d,"q""q"{end}e,w'
    whole = rows(content)
    monkeypatch.setattr(lines, "BLOCK_CHARS", block)
    assert rows(content) == whole
    assert [(row.line, row.text) for row in whole if isinstance(row, Record)] == [
        (2, f"a{end}b"), (5, '"open'), (6, "c"), (7, "d"), (8, "e"),
    ]  # fmt: skip
    assert codes(content) == [(5, "quotes_kept")]


def test_a_column_that_is_asked_for_twice_is_used_once() -> None:
    opened = table("text,label\na,x\n")
    row = next(text_rows(opened, Columns("text", "text", "label")))
    assert isinstance(row, Record)
    assert (row.text, row.label, row.external_id, row.metadata) == ("a", "", "x", "{}")


def test_empty_and_overlong_texts_are_left_out() -> None:
    content = f"text,label\n   ,x\n{'w ' * MAX_TEXT_CHARS},x\nfine,x\n"
    assert codes(content) == [(2, "empty_text"), (3, "text_too_long")]


def test_nul_characters_are_taken_out_with_a_remark() -> None:
    row = rows("text,label\nbe\0fore,pos\n")[0]
    assert isinstance(row, Record)
    assert row.text == "before"
    assert [(remark.code, remark.rejected) for remark in row.remarks] == [("nul_characters", False)]


def test_half_a_surrogate_pair_cannot_reach_the_database() -> None:
    row = rows('{"text": "a\\ud83d b", "other": "\\udc00", "n": NaN, "z": "\\u0000"}\n', "a.jsonl")[0]
    assert isinstance(row, Record)
    row.text.encode()
    assert [remark.code for remark in row.remarks] == ["bad_characters"]
    assert json.loads(row.metadata) == {"other": "?", "n": "NaN", "z": ""}


def test_jsonl_is_read_line_by_line_and_broken_lines_are_named() -> None:
    content = '{"text": "a", "label": ["pos"]}\nnot json\n[1, 2]\n\n{"label": "x"}\n{"text": "b", "label": 3}\n'
    read = rows(content, "a.jsonl")
    assert codes(content, "a.jsonl") == [(2, "bad_json"), (3, "not_an_object"), (5, "empty_text")]
    assert [(row.text, row.label) for row in read if isinstance(row, Record)] == [("a", "pos"), ("b", "3")]


def test_deeply_nested_json_is_one_broken_line() -> None:
    content = '{"text": "a"}\n' + "[" * 100_000 + "\n" + '{"text": "b"}\n'
    assert texts(content, "a.jsonl") == ["a", "b"]


def test_gzip_is_unpacked_on_the_way() -> None:
    assert texts(gzip.compress(b"text,label\nhello,x\n"), "a.csv.gz") == ["hello"]


def test_a_cut_off_gzip_file_is_refused() -> None:
    with pytest.raises(Unusable) as error:
        table(gzip.compress(b"text\n" + bytes(range(65, 90)) * 5000)[:-20], "a.csv.gz")
    assert error.value.code == "bad_gzip"


@pytest.mark.slow
def test_a_gzip_bomb_is_refused_before_it_fills_anything() -> None:
    bomb = gzip.compress(b"text\n" + b"a" * 300_000_000)
    with pytest.raises(Unusable) as error:
        table(bomb, "a.csv.gz")
    assert error.value.code == "zip_bomb"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "empty_file"),
        (b"\xef\xbb\xbf \n\n", "a.csv", "empty_file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "a.csv", "unsupported_type"),
        (b"%PDF-1.7 bla", "a.csv", "unsupported_type"),
        (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", "a.xlsx", "not_a_zip"),
        (bytes(range(256)) * 20, "a.csv", "bad_encoding"),
        (b"a,b\n1,2\n3,4\n", "a.csv", "no_text_column"),
        (b'{"n": 1}\n', "a.jsonl", "no_text_column"),
        (b"no object here\n", "a.jsonl", "unsupported_type"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_with_a_code(data: bytes, name: str, code: str) -> None:
    with pytest.raises(Unusable) as error:
        rows(data, name)
    assert error.value.code == code
    assert error.value.detail.endswith(".") or "{" in error.value.detail


def test_columns_are_found_by_name_else_the_longest_texts_are_taken() -> None:
    assert choose_columns(table("ID,Review,Sentiment\n1,nice,pos\n2,bad,neg\n")) == Columns("Review", "Sentiment", "ID")
    assert choose_columns(table("n,what\n1,a longer sentence\n2,another one\n")) == Columns("what", "", "")


def test_an_id_column_whose_values_repeat_is_no_id_column() -> None:
    assert choose_columns(table("id,text\n7,a\n7,b\n")).id == ""


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(Unusable) as error:
        choose_columns(table("text,label\na,b\n"), text="body")
    assert error.value.code == "no_text_column"
    assert "text, label" in error.value.detail


def test_columns_without_a_name_or_with_the_same_get_one() -> None:
    assert table("text,,text\na,b,c\n").columns == ("text", "column 2", "text (3)")


def test_a_file_without_a_header_loses_no_row() -> None:
    long = "This first line is clearly a whole review and not the name of a column, because it never ends " * 2
    opened = table(f'"{long}",pos\nshort,neg\n')
    assert [remark.code for remark in opened.remarks] == ["no_header"]
    assert len(list(opened.rows())) == 2


def test_other_columns_become_metadata() -> None:
    row = rows("text,label,rating\nfine,pos,8\n")[0]
    assert isinstance(row, Record)
    assert json.loads(row.metadata) == {"rating": "8"}


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)


@settings(max_examples=60)
@given(st.lists(st.tuples(cells.filter(lambda text: not is_blank(text)), cells), min_size=1, max_size=20))
def test_what_the_csv_module_writes_is_read_back_whole(pairs: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["text", "label"])
    writer.writerows(pairs)
    opened = table(buffer.getvalue())
    if opened.delimiter == ",":
        read = [row for row in text_rows(opened, Columns("text", "label")) if isinstance(row, Record)]
        assert [row.text for row in read] == [text for text, _ in pairs]


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.jsonl", "a.csv.gz"]))
def test_no_bytes_at_all_raise_anything_but_a_plain_refusal(data: bytes, name: str) -> None:
    with suppress(Unusable):
        opened = table(data, name)
        for row in text_rows(opened, choose_columns(opened)):
            assert isinstance(row, Record | RowProblem)


def test_of_columns_that_are_too_long_the_shorter_ones_are_kept_and_it_is_said() -> None:
    [row] = rows(json.dumps({"text": "a", "page": "x" * 30_000, "year": 1999, "note": "ü" * 9_000}) + "\n", "a.jsonl")
    assert isinstance(row, Record)
    assert json.loads(row.metadata) == {"year": 1999, "note": "ü" * 9_000}
    assert [remark.code for remark in row.remarks] == ["columns_too_long"]


@pytest.mark.parametrize(
    ("holes", "expected"), [(0, "truth"), (1, "truth"), (2, "truth"), (3, "answers"), (39, "answers"), (40, "truth")]
)
def test_labels_with_a_few_holes_are_a_data_set_and_with_many_the_work_of_people(holes: int, expected: str) -> None:
    lines = [f"text number {n},{'' if n < holes else 'pos' if n % 2 else 'neg'}" for n in range(40)]
    data = "\n".join(["text,label", *lines]).encode()
    assert open_texts(io.BytesIO(data), "a.csv").labels_are == expected
