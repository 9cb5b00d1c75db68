"""A tar of tables as a zip of them, so that one reader serves both."""

import shutil
import tarfile
import zipfile
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from annotator.files.bytestreams import bare_name, limit_of, size_of, unpacked
from annotator.files.containers.packed import TABLES
from annotator.files.problems import Unusable


def tables_as_zip(file: BinaryIO) -> BinaryIO | None:
    """The tables of the tar, in a temporary file that goes when it is closed; None: there are none. Raises Unusable."""
    left = limit_of(size_of(file))
    packed = TemporaryFile()  # noqa: SIM115 - closed, and so removed, with the table
    n_tables = 0
    try:
        with (
            tarfile.open(fileobj=unpacked(file), mode="r|") as tar,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive,
        ):
            for info in tar:
                if not info.isreg() or not bare_name(info.name).endswith(TABLES):
                    continue
                left -= info.size
                if left < 0:
                    raise Unusable(
                        "zip_bomb", "This archive unpacks to far more than its size. Upload the table alone."
                    )
                n_tables += 1
                with archive.open(info.name.removeprefix("./"), "w", force_zip64=True) as inside:
                    shutil.copyfileobj(cast(BinaryIO, tar.extractfile(info)), inside)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Unusable("bad_tar", "This archive is damaged or cut off. Pack it again.") from error
    packed.seek(0)
    return cast(BinaryIO, packed) if n_tables else None
