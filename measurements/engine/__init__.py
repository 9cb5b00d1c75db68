"""The engine alone, as ratios within one run: needs no Django, no database and no fastText."""
