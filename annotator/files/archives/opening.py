"""Which place of files this is: a folder, a zip, a tar, a table with images in it, or several of these in one."""

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from annotator.files import bytestreams
from annotator.files.archives.far import AddressMembers, Far, FarMembers
from annotator.files.archives.folders import FolderMembers
from annotator.files.archives.joined import JoinedMembers
from annotator.files.archives.members import Members, OnHold
from annotator.files.archives.rows import RowMembers, image_column
from annotator.files.archives.tars import TarMembers, is_tar
from annotator.files.archives.zips import ZipMembers
from annotator.files.bytestreams import OnRead
from annotator.files.choices import Choices
from annotator.files.containers.arrow import is_arrow
from annotator.files.containers.books import is_workbook
from annotator.files.containers.recognise import open_table
from annotator.files.image_tables import addressed_by, refuse_addresses, refuse_table
from annotator.files.late_columns import with_late_columns
from annotator.files.problems import Unusable
from annotator.files.tables import Table

# An archive within an archive comes into memory as a whole.
MOST_INNER_BYTES = 512 * 2**20
SHARDS = (".tar", ".tar.gz", ".tgz", ".tar.zst", ".zip", ".parquet", ".arrow", ".feather")


@dataclass(frozen=True)
class Opening:
    """How files are opened. choices: what somebody said of them; far: reads what lies on other machines, where that may
    be; nothing_far: said where nothing may. All methods raise Unusable.
    """

    choices: Choices
    on_read: OnRead | None
    on_hold: OnHold | None
    far: Far | None = None
    nothing_far: str = "Nothing is downloaded from there."

    @property
    def encoding(self) -> str | None:
        return self.choices.encoding

    def members(self, source: BinaryIO | Path | FarMembers, name: str) -> Members:
        if isinstance(source, FarMembers):
            return source
        if isinstance(source, Path):
            return FolderMembers(source, encoding=self.encoding)
        if not bytestreams.size_of(source):
            raise Unusable("empty_file", "This file is empty. Choose a zip or tar file with images.")
        head = bytestreams.head_of(source)
        if bytestreams.is_zip(head) and not is_workbook(source):
            return ZipMembers(source, encoding=self.encoding, on_hold=self.on_hold)
        if is_tar(source):
            return TarMembers(source, encoding=self.encoding, on_read=self.on_read)
        if is_arrow(head):
            return self._rows(source, name)
        if table := self._table(source, name):
            if found := self._addressed(table):
                return found
            refuse_table(table)
        return ZipMembers(source, encoding=self.encoding, on_hold=self.on_hold)

    def shards(self, members: Members, source: BinaryIO | Path | FarMembers) -> Members | None:
        """The archives and tables with images that lie in this place, as one; None: there are none."""
        # Several at once are on their way from other machines; what lies in one file is read in its order.
        within = replace(self, far=None, nothing_far="Import this table by itself.")
        parts: dict[str, Members] = {}
        for path, size in members.sizes.items():
            if suffix := next((suffix for suffix in SHARDS if path.lower().endswith(suffix)), ""):
                opened = (source / path).open("rb") if isinstance(source, Path) else self._inner(members, path, size)
                if opened:
                    parts[path[: -len(suffix)]] = within.members(opened, path)
        return JoinedMembers(parts) if parts else None

    def _inner(self, members: Members, path: str, size: int) -> BinaryIO | None:
        if size > MOST_INNER_BYTES:
            most = MOST_INNER_BYTES // 2**20
            raise Unusable("archive_within", f"{path} in this archive is larger than {most} MB. Upload it by itself.")
        if self.on_hold:
            self.on_hold(size)
        data = members.read(path, most=MOST_INNER_BYTES)
        return io.BytesIO(data) if isinstance(data, bytes) else None

    def _rows(self, source: BinaryIO, name: str) -> Members:
        table = open_table(source, name, on_read=self.on_read)
        if column := image_column(table):
            return RowMembers(table, column)
        if found := self._addressed(table):
            return found
        raise Unusable("no_images", f"No column of this {table.format} file holds images. Write their bytes into one.")

    def _table(self, source: BinaryIO, name: str) -> Table | None:
        said = self.choices
        reading = Choices(encoding=said.encoding, sheet=said.sheet, has_header=said.has_header)
        try:
            return with_late_columns(open_table(source, name, reading, on_read=self.on_read))
        except Unusable:
            return None

    def _addressed(self, table: Table) -> AddressMembers | None:
        """Images that this table names by their address; None: it names none."""
        addressed = addressed_by(table, self.choices)
        if not addressed or not addressed.lines:
            return None
        example = next(iter(addressed.lines))
        if not self.far:
            raise refuse_addresses(example, self.nothing_far)
        members = AddressMembers(addressed, self.far)
        if not members.sizes:
            raise refuse_addresses(example, self.far.refusal(example))
        return members
