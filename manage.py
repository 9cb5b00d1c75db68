#!/usr/bin/env python
"""The product's command line. Starts the embedded PostgreSQL where DATABASE_URL names no other."""

import os
import sys

from labelapp import embedded

# Commands that only read code, and `up`, which starts its database itself.
WITHOUT_DATABASE = {"up", "spectacular", "collectstatic", "makemessages", "help", "version", "--help", "--version"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "labelapp.settings")
    try:
        embedded.prepare_var()
        if len(sys.argv) > 1 and sys.argv[1] not in WITHOUT_DATABASE:
            embedded.ensure_database()
    except (embedded.VarUnusable, embedded.EmbeddedDatabaseError) as error:
        sys.exit(str(error))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
