"""What holds rows: one module per kind of file, each with a reader that gives a `Table`."""
