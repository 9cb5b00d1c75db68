"""Which column is what, in tables of many makers."""

import io
import json

import pytest

from annotator.files import Choices, Record, RowProblem, TextFile, Unusable, open_texts

TEXTS = ["Nobody was at the desk", "What a lovely view we had", "The lift was out of order", "We would come back here",
         "Far too loud to sleep well", "A friendly welcome at night"]  # fmt: skip


def opened(content: str, name: str = "a.csv", choices: Choices = Choices()) -> TextFile:  # noqa: B008 - frozen
    return open_texts(io.BytesIO(content.encode()), name, choices)


def table(header: str, row: str) -> str:
    """Six rows; in `row`, {n} is their number, {t} their text, {c} one of two classes."""
    return header + "\n" + "".join(row.format(n=n, t=text, c="ab"[n % 2]) + "\n" for n, text in enumerate(TEXTS))


def codes(file: TextFile) -> list[str]:
    return [remark.code for remark in file.remarks]


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        (table("Item ID,Title,Review Text,Stars", "7{n},Some words here {n},{t},{n}"),
         ("Review Text", "Stars", "Item ID")),
        (table("class_index,title,description", "{c},Some words here,{t}"), ("description", "class_index", "")),
        (table("text,label,label_text", "{t},{n},name {n}"), ("text", "label_text", "")),
        (table("Kommentar;Kategorie;Datum", "{t};{c};0{n}.02.2024"), ("Kommentar", "Kategorie", "")),
        (table("отзыв;оценка", "{t};{n}"), ("отзыв", "оценка", "")),
        (table("评论,标签", "{t},{c}"), ("评论", "标签", "")),
        (table("customer_feedback,final_label", "{t},{c}"), ("customer_feedback", "final_label", "")),
        (table("tweet_id,airline_sentiment,airline_sentiment_confidence,text", "9{n},{c},0.{n},{t}"),
         ("text", "airline_sentiment", "tweet_id")),
        (table("question,answer", "{t},{c}"), ("question", "answer", "")),
        (table("text,country,age", "{t},{c},3{n}"), ("text", "", "")),
        (table("id,text", "{n},{t}"), ("text", "", "id")),
        ("".join(f'"{n % 2}","14{n}","NONE","{t}"\n' for n, t in enumerate(TEXTS)), ("column 4", "column 1", "")),
        (table("text,label", "{t},{n} words of which each is another and no name of a class"), ("text", "label", "")),
    ],
)  # fmt: skip
def test_columns_are_found_by_their_names_and_by_what_stands_in_them(
    content: str, columns: tuple[str, str, str]
) -> None:
    chosen = opened(content).columns
    assert (chosen.text, chosen.label, chosen.id) == columns


def test_what_else_could_be_meant_is_said() -> None:
    content = table("Title,Review Text,Rating,Class Name", "Some words here {n},{t},{c},{c}")
    file = opened(content)
    assert codes(file) == ["other_text_columns", "other_label_columns"]
    assert "Title" in file.remarks[0].detail
    assert "Class Name" in file.remarks[1].detail
    chosen = Choices(text_column="Title", label_column="Class Name")
    assert (
        codes(opened(table("Title,Review Text,Rating,Class Name", "Some words here {n},{t},{c},{c}"), choices=chosen))
        == []
    )


def test_of_several_columns_of_marks_one_is_read_and_that_is_said() -> None:
    file = opened(table("id,comment_text,toxic,threat,insult", "{n},{t},1,0,0").replace(",1,0,0\n", ",0,1,1\n", 2))
    assert file.columns.label == "toxic"
    assert "one class" in file.remarks[0].detail


def test_a_mark_in_one_of_several_columns_is_the_label() -> None:
    rows = [f"{text},{n % 2},{(n + 1) % 2}\n" for n, text in enumerate(TEXTS)]
    file = opened("text,praise,blame\n" + "".join(rows))
    read = [row for row in file.records() if isinstance(row, Record)]
    assert [row.label for row in read[:2]] == ["blame", "praise"]
    assert (read[0].metadata, codes(file)) == ("{}", ["marked_classes"])


def test_ids_that_come_again_further_down_are_no_ids() -> None:
    content = "id,text\n" + "".join(f"{n % 400},text number {n} of them\n" for n in range(500))
    file = opened(content)
    assert file.columns.id == ""
    assert codes(file) == ["ids_repeat"]
    assert "100 of 500" in file.remarks[0].detail
    assert opened(content, choices=Choices(id_column="id")).columns.id == "id"


@pytest.mark.parametrize("nothing", ["NULL", "\\N", "NaN", "#N/A", "<NA>", "[]"])
def test_what_programs_write_where_nothing_is_is_no_class(nothing: str) -> None:
    read = list(opened(f"text,label\nfine,{nothing}\ngood,None\n").records())
    assert [row.label for row in read if isinstance(row, Record)] == ["", "None"]


def test_a_list_in_a_cell_is_read_as_a_list() -> None:
    read = list(opened("text,label\nfine,\"['a']\"\ngood,\"['a', 'b']\"\n").records())
    assert [(row.label, len(row.remarks)) for row in read if isinstance(row, Record)] == [("a", 0), ("", 1)]


def test_separators_in_a_text_belong_to_it_where_the_rest_of_the_row_fits() -> None:
    content = table("id,text,label", "{n},{t},{c}") + "6,Well, yes, fine,a\n7,Well, no, fine,never seen\nx,Well, no,a\n"
    rows = list(opened(content).records())
    assert [row.text for row in rows if isinstance(row, Record)][6:] == ["Well, yes, fine"]
    assert [(row.line, row.code) for row in rows if isinstance(row, RowProblem)] == [
        (8, "separators_in_text"), (9, "wrong_columns"), (10, "wrong_columns"),
    ]  # fmt: skip


def test_a_class_may_stand_after_each_text() -> None:
    lines = "\n".join(f"{text} , he said .@{['neutral', 'positive'][n % 2]}" for n, text in enumerate(TEXTS))
    read = [row for row in opened(lines, "sentences.txt").records() if isinstance(row, Record)]
    assert (read[0].text, read[0].label) == ("Nobody was at the desk , he said .", "neutral")


def test_rows_without_a_text_do_not_say_that_people_are_at_work() -> None:
    assert opened("text,label\nfine,a\n,\nbad,b\n").labels_are == "truth"
    assert opened("text,label\nfine,a\nso,\nbad,b\n").labels_are == "answers"


def test_other_columns_are_kept() -> None:
    read = next(row for row in opened("text,label,split\nfine,a,test\n").records() if isinstance(row, Record))
    assert json.loads(read.metadata) == {"split": "test"}


def test_a_table_without_words_is_refused() -> None:
    with pytest.raises(Unusable) as error:
        opened("a,b\n1,2\n3,4\n")
    assert error.value.code == "no_text_column"
