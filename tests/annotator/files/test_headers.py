"""Which line of a table names its columns."""

import io

import pytest

from annotator.files import Choices, RowProblem, Table, open_table


def table(content: str, *, has_header: bool | None = None) -> Table:
    return open_table(io.BytesIO(content.encode()), "a.csv", Choices(has_header=has_header))


def first(opened: Table) -> list[object]:
    return next(list(row[1].values()) for row in opened.rows() if not isinstance(row, RowProblem))


@pytest.mark.parametrize(
    "content",
    [
        "ham,see you at noon\nspam,win a car today\nham,no time for lunch\n",
        '0,1467810672,"is upset that he can\'t update"\n0,1467810917,"managed to save half of it"\n',
        "The room was clean and quiet.,good\nNobody came to help us.,bad\n",
        "n014407,tench or carp\nn021230,tabby cat\n",
        "2021-03-04,They were late again\n2021-03-05,All went well this time\n",
    ],
)
def test_a_first_line_of_data_is_kept(content: str) -> None:
    opened = table(content)
    assert opened.columns[0] == "column 1"
    assert [remark.code for remark in opened.remarks] == ["no_header"]
    assert first(opened)[0] == content.split(",")[0]


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("Zeitpunkt,Was hat Ihnen an unserem Angebot am besten gefallen und was würden Sie ändern wollen?\n"
         "2024-02-01,Alles gut\n2024-02-02,Mehr Licht\n", "Zeitpunkt"),
        ("n,what\n1,a longer sentence\n2,another one\n", "n"),
        ("foo,bar\nthe cat sat on the mat,x\nthe dog stood in the door,y\n", "foo"),
        (",0,1\n0,good day to you,a\n1,bad day to you,b\n", "column 1"),
        ("текст;класс\nхорошо;да\nплохо;нет\n", "текст"),
        ("0,1\nthe cat sat on the mat,a\nthe dog stood in the door,b\n", "0"),
    ],
)  # fmt: skip
def test_a_first_line_of_names_is_no_item(content: str, column: str) -> None:
    opened = table(content)
    assert opened.columns[0] == column
    assert first(opened)[-1] == content.split("\n")[1].replace(";", ",").split(",")[-1]


def test_it_can_be_said_whether_there_is_a_header() -> None:
    content = "text,label\nfine,a\n"
    assert first(table(content, has_header=False)) == ["text", "label"]
    assert table("ham,fine words here\nham,good\n", has_header=True).columns == ("ham", "fine words here")


def test_titles_above_the_names_are_passed_over_and_said() -> None:
    opened = table("Reviews of the year,,\n,,\nid,text,label\n1,fine,a\n2,bad,b\n")
    assert opened.columns == ("id", "text", "label")
    assert first(opened) == ["1", "fine", "a"]
    assert [remark.code for remark in opened.remarks] == ["lines_before_header"]


def test_groups_of_columns_above_the_names_are_passed_over() -> None:
    assert table("Review,,Judgement\nid,text,label\n1,fine,a\n2,bad,b\n").columns == ("id", "text", "label")


def test_the_three_header_lines_of_qualtrics_are_no_items() -> None:
    content = (
        'StartDate,Q1\nStart Date,"What would you change, if anything?"\n'
        '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"\n2024-01-01,Nothing at all\n'
    )
    opened = table(content)
    assert opened.columns == ("Start Date", "What would you change, if anything?")
    assert first(opened) == ["2024-01-01", "Nothing at all"]


def test_the_numbers_that_r_writes_without_a_name_shift_no_column() -> None:
    opened = table('"text","label"\n"1","fine","a"\n"2","bad","b"\n')
    assert opened.columns == ("column 1", "text", "label")
    assert first(opened) == ["1", "fine", "a"]


def test_a_header_over_several_lines_counts_its_lines() -> None:
    opened = table('id,"text\nof the review"\n1,fine words\n')
    assert next(iter(opened.rows()))[0] == 3  # type: ignore[index]  # a row, no problem
