"""Who answered, and when: columns that nobody could guess can be chosen, and guessed ones left away."""

import io
from datetime import UTC, datetime

import pytest

from annotator.files import Answer, Choices, Record, Unusable, open_texts
from annotator.files.opening import TextFile

TABLE = (
    "text,mood,by whom,on\n"
    "A fine thing that I use each day.,good,Ben,2026-03-01 10:00:00\n"
    "A fine thing that I use each day.,bad,Ada,2026-03-02 11:30:00\n"
    "It broke on the second day of use.,bad,Ben,2026-03-03 09:00:00\n"
)
CHOSEN = Choices(person_column="by whom", time_column="on", label_column="mood")


def opened(choices: Choices, table: str = TABLE) -> TextFile:
    return open_texts(io.BytesIO(table.encode()), "answers.csv", choices)


def records(choices: Choices, table: str = TABLE) -> list[Record]:
    return [row for row in opened(choices, table).records() if isinstance(row, Record)]


def test_labels_are_answers_of_the_people_in_the_chosen_column() -> None:
    first, second = records(CHOSEN)
    assert first.answers == (
        Answer("good", "Ben", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        Answer("bad", "Ada", datetime(2026, 3, 2, 11, 30, tzinfo=UTC)),
    )
    assert [answer.person for answer in second.answers] == ["Ben"]
    file = opened(CHOSEN)
    assert (file.format, file.columns.person, file.columns.time) == ("answers", "by whom", "on")


def test_the_label_is_guessed_where_only_the_person_was_chosen() -> None:
    assert [len(row.answers) for row in records(Choices(person_column="by whom"))] == [2, 1]


def test_without_people_the_time_alone_can_be_chosen() -> None:
    rows = records(Choices(time_column="on", label_column="mood", person_column=""))
    assert {answer.person for row in rows for answer in row.answers} == {""}
    assert rows[-1].answers[0].at == datetime(2026, 3, 3, 9, tzinfo=UTC)


def test_people_that_were_guessed_can_be_left_away() -> None:
    table = TABLE.replace("by whom", "annotator")
    assert opened(Choices(), table).format == "answers"
    assert opened(Choices(person_column=""), table).format == "csv"
    without_time = records(Choices(time_column=""), table.replace(",on\n", ",answered_at\n", 1))
    assert {answer.at for row in without_time for answer in row.answers} == {None}


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        (Choices(person_column="nobody"), "no_column"),
        (Choices(time_column="never"), "no_column"),
        (Choices(person_column="by whom", format="prodigy"), "not_this_format"),
    ],
)
def test_what_cannot_be_is_said_and_not_passed_over(choices: Choices, code: str) -> None:
    with pytest.raises(Unusable) as error:
        opened(choices)
    assert error.value.code == code


def test_people_without_labels_ask_for_the_column_of_labels() -> None:
    with pytest.raises(Unusable) as error:
        opened(Choices(person_column="by whom"), "text,by whom\nA fine thing of use.,Ben\nA poor thing it is.,Ada\n")
    assert error.value.code == "no_label_column"
