"""The way in: one server, one token."""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self, Unpack

from labelapp_client import schema_gen as api
from labelapp_client.connection import NOTHING, Connection
from labelapp_client.errors import LabelappError
from labelapp_client.operations_gen import OperationId
from labelapp_client.project import Project


class Client:
    """A server as the person of a token sees it. timeout_s: how long the server may be silent.

    Whatever asks the server raises ApiError where it refuses, with its sentence, and Unreachable where no answer comes.
    Where it says to ask again later, or is just starting, the client does so by itself.
    """

    def __init__(self, url: str, token: str, *, timeout_s: float = 60) -> None:
        self._connection = Connection(url, token, timeout_s=timeout_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def ask(
        self,
        operation: OperationId,
        *,
        path: Mapping[str, Any] = NOTHING,
        query: Mapping[str, Any] = NOTHING,
        body: Any = None,
    ) -> Any:
        """Any operation of the API by its name in the schema, such as ask("session_get"); of a file its bytes."""
        return self._connection.ask(operation, path=path, query=query, body=body)

    def projects(self) -> list[Project]:
        """The projects of the token's person."""
        return [self._of(row) for row in self.ask("projects_list")]

    def project(self, name_or_id: str | int) -> Project:
        """A project by its name or its number. Raises NotFound, and LookupError where none has this name."""
        if isinstance(name_or_id, int):
            return self._of(self.ask("project_get", path={"project_id": name_or_id}))
        for project in self.projects():
            if project.name == name_or_id:
                return project
        raise LookupError(f"There is no project “{name_or_id}”, or you are not a member of it.")

    def create_project(
        self,
        name: str,
        items: Any,
        *,
        kind: api.Kind = "text",
        labels: Sequence[str] = (),
        settings: api.ProjectWrite | None = None,
        **choices: Unpack[api.FileChoices],
    ) -> Project:
        """A project with these items, ready to be started.

        items: a DataFrame, whatever gives one mapping after the other, or the path of a file. labels: their names, in
        order; those that the items bring come after them. choices: what its columns are; what is not said is guessed.
        Where the items cannot be taken, the project stays, without them.
        """
        project = self._of(self.ask("projects_create", body={"name": name, "kind": kind}))
        try:
            if labels or settings:
                project.change(**_settings(labels, settings))
            project.import_items(items, **choices)
        except LabelappError as error:
            error.add_note(f"The project “{name}” (number {project.id}) is there all the same.")
            raise
        return project

    def _of(self, row: Mapping[str, Any]) -> Project:
        return Project(self._connection, row["id"], row["name"])


def _settings(labels: Sequence[str], settings: api.ProjectWrite | None) -> api.ProjectWrite:
    """Both in one change."""
    both: api.ProjectWrite = {**settings} if settings else {}
    if labels:
        both["labels"] = [{"name": label} for label in labels]
    return both
