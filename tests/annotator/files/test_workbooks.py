"""Sheets of Excel and LibreOffice as tables."""

import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from annotator.files import Choices, Record, RowProblem, Table, Unusable, open_table, open_texts

Cells = list[list[Any]]
REVIEWS: Cells = [["id", "text", "label"], [1, "A quiet room", "good"], [2, "Nobody came", "bad"]]


def written(sheets: dict[str, Cells], *, hidden: tuple[str, ...] = ()) -> io.BytesIO:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file


def rows(table: Table) -> list[tuple[int, dict[str, Any]]]:
    return [row for row in table.rows() if not isinstance(row, RowProblem)]


def codes(table: Table) -> list[str]:
    return [remark.code for remark in table.remarks]


def test_the_first_line_names_the_columns_and_empty_rows_are_passed_over() -> None:
    opened = open_table(written({"Sheet": [*REVIEWS[:2], [None, None, None], REVIEWS[2], ["", None, ""]]}), "a.xlsx")
    assert (opened.format, opened.columns, codes(opened)) == ("xlsx", ("id", "text", "label"), [])
    assert rows(opened) == [
        (2, {"id": 1, "text": "A quiet room", "label": "good"}),
        (4, {"id": 2, "text": "Nobody came", "label": "bad"}),
    ]


def test_a_workbook_becomes_items() -> None:
    read = list(open_texts(written({"Sheet": REVIEWS}), "a.xlsx").records())
    assert [(row.text, row.label, row.external_id) for row in read if isinstance(row, Record)] == [
        ("A quiet room", "good", "1"), ("Nobody came", "bad", "2"),
    ]  # fmt: skip


def test_dates_and_truth_values_and_numbers_are_what_json_knows() -> None:
    cells: Cells = [
        ["text", "on", "at", "ok", "stars"],
        ["fine", date(2024, 5, 6), datetime.fromisoformat("2024-05-06T07:08"), True, 4.5],
    ]
    row = rows(open_table(written({"Sheet": cells}), "a.xlsx"))[0][1]
    assert row == {"text": "fine", "on": "2024-05-06", "at": "2024-05-06T07:08:00", "ok": True, "stars": 4.5}


def test_a_table_that_begins_further_down_and_to_the_right_is_found() -> None:
    shifted: Cells = [[None, "Reviews of 2024"], [], *([None, *row] for row in REVIEWS)]
    opened = open_table(written({"Sheet": shifted}), "a.xlsx")
    assert opened.columns == ("id", "text", "label")
    assert [line for line, _ in rows(opened)] == [4, 5]
    assert codes(opened) == ["lines_before_header"]


def test_of_several_sheets_the_one_with_the_table_is_read_and_the_others_are_named() -> None:
    sheets = {"Read me": [["Please do not edit."]], "Empty": [], "Data": REVIEWS, "Old": REVIEWS}
    opened = open_table(written(sheets, hidden=("Old",)), "a.xlsx")
    assert len(rows(opened)) == 2
    assert codes(opened) == ["other_sheets", "hidden_sheets"]
    assert "Read me" in opened.remarks[0].detail
    assert "Old" in opened.remarks[1].detail


def test_sheets_with_the_same_columns_are_read_together() -> None:
    opened = open_table(written({"May": REVIEWS, "June": REVIEWS[:2]}), "a.xlsx")
    assert [row["sheet"] for _, row in rows(opened)] == ["May", "May", "June"]
    assert codes(opened) == ["several_sheets"]


def test_a_sheet_can_be_asked_for() -> None:
    file = written({"May": REVIEWS, "June": [["text"], ["Alone"]]})
    assert rows(open_table(file, "a.xlsx", Choices(sheet="June"))) == [(2, {"text": "Alone"})]
    with pytest.raises(Unusable) as error:
        open_table(file, "a.xlsx", Choices(sheet="July"))
    assert "May" in error.value.detail


def test_an_empty_workbook_and_a_damaged_one_are_refused() -> None:
    whole = written({"Sheet": REVIEWS}).getvalue()
    for data, code in ((written({"Sheet": []}).getvalue(), "empty_file"), (whole[:-200], "not_a_zip"),
                       (b"\xd0\xcf\x11\xe0" + bytes(600), "bad_file")):  # fmt: skip
        with pytest.raises(Unusable) as error:
            open_table(io.BytesIO(data), "a.xlsx")
        assert error.value.code == code


def test_what_stops_the_reading_is_raised_as_it_was() -> None:
    class Stopped(Exception):
        pass

    def stop(_: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        open_table(written({"Sheet": REVIEWS}), "a.xlsx", on_read=stop)
