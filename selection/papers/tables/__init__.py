"""The tables of four papers as experiments at the papers' sizes: TABLES, name -> Table."""

from selection.papers.tables import clactive, compute_efficient, data_sampling, svp
from selection.papers.tables.registry import Table as Table
from selection.papers.tables.registry import shrunk as shrunk

TABLES: dict[str, Table] = {
    table.name: table for paper in (clactive, svp, compute_efficient, data_sampling) for table in paper.TABLES
}
