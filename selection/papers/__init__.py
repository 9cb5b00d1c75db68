"""What four papers claim, played at their sizes or small: claims, tables, contests and their reports.

`python -m selection.papers claim|contest|table|report …`. Nothing of the product or of the engine imports it.
"""
