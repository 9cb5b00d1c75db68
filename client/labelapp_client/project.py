"""A project: what goes in, what comes out, and what happens meanwhile."""

import inspect
import json
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack
from uuid import uuid4

from labelapp_client import schema_gen as api
from labelapp_client.connection import Connection
from labelapp_client.jobs import download, finished, replacing
from labelapp_client.operations_gen import OperationId
from labelapp_client.rows import as_lines, rows_of
from labelapp_client.sending import Outcome, send
from labelapp_client.uploads import Form, form_of_lines, form_of_path

if TYPE_CHECKING:
    from pandas import DataFrame

# In one request.
MOST_ROWS, MOST_ANSWERS = 10_000, 500
MOST_PER_PAGE = 1000


class Project:
    """One project of a client. id: its number. etag: of its settings as this object was told them last."""

    def __init__(self, connection: Connection, project_id: int, name: str) -> None:
        self._connection = connection
        self.id = project_id
        self.name = name
        self.etag: str | None = None
        self._path = {"project_id": project_id}

    def __repr__(self) -> str:
        return f"Project({self.id}, {self.name!r})"

    # -- the project itself

    def read(self) -> api.Project:
        """Its settings, labels and counts as they are now."""
        return self._told("project_get")

    def change(self, *, if_match: str | None = None, **settings: Unpack[api.ProjectWrite]) -> api.Project:
        """Its settings as they are then. Amounts of money are texts: price_per_label="0.05".

        if_match: the `etag` of what you have read. Raises Outdated, and changes nothing, where somebody has changed
        settings or labels since; without it the last change wins.
        """
        return self._told("project_change", body=settings, if_match=if_match)

    def start(self) -> api.Project:
        """Hand out items from now on."""
        return self._told("project_start")

    def pause(self) -> api.Project:
        """Hand out nothing new."""
        return self._told("project_pause")

    # -- in

    def import_items(self, items: Any, **choices: Unpack[api.FileChoices]) -> api.Job:
        """The import when it is done. Warns where rows were left out. Raises JobFailed.

        items: a DataFrame, whatever gives one mapping after the other, or the path of a file. choices: what its columns
        are; what is not said is guessed, as the wizard does.
        """
        if isinstance(items, str | Path):
            with form_of_path(Path(items)) as form:
                return self._import(form, choices)
        with form_of_lines(as_lines(rows_of(items)), name="items.jsonl") as form:
            return self._import(form, choices)

    def add_items(self, rows: Iterable[api.ItemWrite]) -> Outcome:
        """Add texts, and say more of known ones; an item is known by its external_id or, without one, by its text."""
        return send(rows, self._store("items_add", "items"), most_rows=MOST_ROWS)

    def suggest(self, rows: Iterable[api.SuggestionWrite], *, model: str, version: str = "") -> Outcome:
        """What one model says of items, named by `item` (their number) or `external_id`; never an answer."""
        store = self._store("suggestions_add", "suggestions", model=model, version=version)
        return send(rows, store, most_rows=MOST_ROWS)

    def answer(self, rows: Iterable[api.GivenAnswer]) -> Outcome:
        """Answers of the token's person, by all rules of the queue. A label of None is a skip."""
        keyed: Iterator[api.GivenAnswer] = ({"key": str(uuid4()), **row} for row in rows)
        return send(keyed, self._store("answers_give", "answers"), most_rows=MOST_ANSWERS)

    # -- out

    def items(self, **chosen: Unpack[api.ItemsListParametersQuery]) -> Iterator[api.Item]:
        """Items for which all that is said holds, such as state="unlabelled"; those of a page at a time."""
        return self._connection.pages("items_list", path=self._path, query={"count": MOST_PER_PAGE, **chosen})

    def count_items(self, **chosen: Unpack[api.ItemsCountParametersQuery]) -> api.ItemTotal:
        """How many items these are."""
        total: api.ItemTotal = self._connection.ask("items_count", path=self._path, query=chosen)
        return total

    def answers(self, **chosen: Unpack[api.AnswersListParametersQuery]) -> Iterator[api.AnswerRow]:
        """Answers in the order in which they came; corrected ones only where with_replaced=True."""
        return self._connection.pages("answers_list", path=self._path, query={"count": MOST_PER_PAGE, **chosen})

    def suggestions(self, **chosen: Unpack[api.SuggestionsListParametersQuery]) -> Iterator[api.SuggestionRow]:
        """What models suggest."""
        return self._connection.pages("suggestions_list", path=self._path, query={"count": MOST_PER_PAGE, **chosen})

    def rounds(self, **chosen: Unpack[api.RoundsListParametersQuery]) -> Iterator[api.RoundDetail]:
        """Rounds, the newest first."""
        return self._connection.pages("rounds_list", path=self._path, query=chosen)

    def people(self) -> list[api.PersonRow]:
        """Everybody in the project."""
        people: list[api.PersonRow] = self._connection.ask("people_list", path=self._path)
        return people

    def watch_rounds(self, *, after: int = -1, every_s: float = 5) -> Iterator[api.RoundDetail]:
        """Rounds in their order, each as soon as it has ended (`status` says how), until the project is finished.

        after: only rounds with greater numbers; the first, which needs no labels, is 0.
        """
        while True:
            is_over = self.read()["status"] == "finished"
            for each in self._since(after):
                if each["status"] == "running":
                    is_over = False
                    break
                after = each["number"]
                yield each
            if is_over:
                return
            time.sleep(every_s)

    def results(self, *, with_model: bool = False, **chosen: Unpack[api.ItemFilter]) -> list[dict[str, Any]]:
        """A row for each item: your own columns, its label, how sure, by whom. The columns stand in docs/exports.md.

        with_model: what nobody has labelled has the label that the newest model gives it.
        """
        with tempfile.TemporaryFile() as file:
            self._export({"what": "items", "format": "jsonl", "with_model": with_model, "items": chosen}, file)
            return [json.loads(line) for line in file]

    def results_frame(self, *, with_model: bool = False, **chosen: Unpack[api.ItemFilter]) -> "DataFrame":
        """The same as a DataFrame. Raises ImportError without pandas: pip install "labelapp-client[pandas]"."""
        from pandas import DataFrame

        return DataFrame(self.results(with_model=with_model, **chosen))

    def export(self, path: str | Path, **export: Unpack[api.ExportCreate]) -> api.Job:
        """Write a file as the page “Results” offers it: what="answers", format="csv". Raises JobFailed, Damaged.

        What is at `path` already is replaced when the new file is whole, and stays where none comes.
        """
        with replacing(Path(path)) as file:
            return self._export(export, file)

    def _told(
        self, operation: OperationId, *, body: api.ProjectWrite | None = None, if_match: str | None = None
    ) -> api.Project:
        answered = self._connection.answered(operation, path=self._path, body=body, if_match=if_match)
        project: api.Project = answered.content
        self.name, self.etag = project["name"], answered.etag
        return project

    def _export(self, export: api.ExportCreate, file: Any) -> api.Job:
        job = finished(self._connection, self._connection.ask("exports_create", path=self._path, body=export))
        download(self._connection, job, file)
        return job

    def _import(self, form: Form, choices: api.FileChoices) -> api.Job:
        upload: api.Upload = self._connection.upload("uploads_create", form.body, path=self._path, kind=form.kind)
        body = {**choices, "upload": upload["id"]}
        job = finished(self._connection, self._connection.ask("imports_create", path=self._path, body=body))
        if job["problems"]:
            warnings.warn(f"{job['title']}: {job['message']}", stacklevel=_levels_inside() + 1)
        return job

    def _store(self, operation: OperationId, name: str, **said: str) -> Callable[[list[Any]], Any]:
        """How a batch of rows is sent; name: of the rows in the body, beside what is said of all of them."""

        def store(batch: list[Any]) -> Any:
            return self._connection.ask(operation, path=self._path, body={**said, name: batch})["results"]

        return store

    def _since(self, after: int) -> list[api.RoundDetail]:
        """The rounds of greater numbers, in their order."""
        return [*takewhile(lambda each: each["number"] > after, self.rounds())][::-1]


def _levels_inside() -> int:
    """How many functions of this client, from here on outwards, stand between a warning and whom it is for."""
    frame, levels = inspect.currentframe(), -1
    while frame and str(frame.f_globals.get("__name__")).partition(".")[0] == __package__:
        frame, levels = frame.f_back, levels + 1
    return levels
