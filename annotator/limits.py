"""Limits of the exchange between a browser and the queue: said here once, for the models, the API and the browser."""

MAX_ANSWERS = 500  # in one submission
MAX_HELD = 100  # items that one person holds in a project, and asks for at once
MAX_NAMED_ITEMS = 1000  # named as held, or as given back, in one submission
MAX_SKIP_REASON_CHARS = 200
MAX_COMMENT_CHARS = 2000
MAX_SECONDS = 86_400  # an item was on screen: a day
