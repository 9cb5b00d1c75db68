"""manage.py export NAME PATH [--what W] [--format F] [--with-replaced] [--state S] [--label L] [--role R] …"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from annotator.management.base import ProjectCommand, project_called
from annotator.selectors.items.item_filter import ItemFilter, Standing
from annotator.services.exports.description import FOLDER_FORMATS, FORMATS, NOUNS, Export
from annotator.services.exports.write import export_to_folder, export_to_path


class Command(ProjectCommand):
    help = "Write labels, answers or what else a project has to a file. What the name's ending says need not be said."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the project")
        parser.add_argument("path", type=Path, help="a file; one that ends in .csv or .jsonl gets all answers")
        parser.add_argument("--what", choices=list(FORMATS), help="what to write")
        formats = dict.fromkeys(name for names in FORMATS.values() for name in names)
        parser.add_argument("--format", choices=list(formats), help="how to write it")
        parser.add_argument("--with-replaced", action="store_true", help="also answers that were corrected later")
        parser.add_argument("--with-model", action="store_true", help="what nobody labelled as the model labels it")
        parser.add_argument("--state", choices=list(Standing), help="only items that are so far")
        parser.add_argument("--label", help="only items of this label, as their answers amount to")
        parser.add_argument("--role", choices=["pool", "audit", "gold"], help="only items of this role")
        parser.add_argument("--split", help="only items of this split, as their file had it")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        items = ItemFilter(**{name: options[name] for name in ("state", "label", "role", "split")})
        export = Export.to_path(
            path,
            what=options["what"],
            format=options["format"],
            with_replaced=options["with_replaced"],
            with_model=options["with_model"],
            items=items,
        )
        try:
            is_folder = export.format in FOLDER_FORMATS and path.suffix.lower() != ".zip"
            write = export_to_folder if is_folder else export_to_path
            written = write(project_called(options["name"]), path, export)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{written.n_rows:,} {NOUNS[export.what]} written to {path}.")
        for note in written.notes:
            self.stdout.write(note)
