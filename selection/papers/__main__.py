"""`python -m selection.papers`."""

import sys

from selection.papers.cli import main

sys.exit(main())
