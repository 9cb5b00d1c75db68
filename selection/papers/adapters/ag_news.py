"""AG News (Zhang et al. 2015): title and description of an article."""

from pathlib import Path

from selection.benchmark.data import Dataset
from selection.papers.adapters.zhang import Format, load_zhang


def _unescaped(text: str) -> str:
    r"""Its description promises \n for a line break; its files have the backslash alone ("dwindling\band")."""
    return text.replace("\\", " ")


AG_NEWS = Format(("ag_news", "ag_news_csv"), ("World", "Sports", "Business", "Sci/Tech"), _unescaped)


def load_ag_news(root: Path, *, train_limit: int = 0, test_limit: int = 0) -> Dataset:
    """120,000 and 7,600 articles; see `load_zhang`."""
    return load_zhang(root, AG_NEWS, train_limit=train_limit, test_limit=test_limit)
