"""`python -m selection.benchmark`."""

import sys

from selection.benchmark.cli import main

sys.exit(main())
