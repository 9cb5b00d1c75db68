"""Limits that more than one place keeps: said here once, for the models, the API and, generated, the browser."""

# Of the exchange between a browser and the queue.
MAX_ANSWERS = 500  # in one submission
MAX_HELD = 100  # items that one person holds in a project, and asks for at once
MAX_NAMED_ITEMS = 1000  # named as held, or as given back, in one submission
MAX_SKIP_REASON_CHARS = 200
MAX_COMMENT_CHARS = 2000
MAX_SECONDS = 86_400  # an item was on screen: a day

MAX_LABELS = 1000  # in a project
MAX_LABEL_NAME_CHARS = 100
MAX_PROJECT_NAME_CHARS = 120
MAX_GUIDELINES_CHARS = 20_000
MAX_EXTERNAL_ID_CHARS = 200  # of an item, as it came
MAX_FIELDS = 20  # columns shown beside an item
MAX_FIELD_NAME_CHARS = 200
MAX_MODEL_NAME_CHARS = 200  # of a suggestion
MAX_MODEL_VERSION_CHARS = 100
MAX_PERSON_NAME_CHARS = 150  # in a file
MAX_ADDRESS_CHARS = 2000  # of a file on another machine

MAX_FILTER_IDS = 100  # items that one choice of items names by their numbers
MAX_COLUMN_CONDITIONS = 10  # on columns of the items' own, or on who gave what, in one choice of items

MAX_INVITED = 200  # at once
MAX_WHO_CHARS = 254  # a name, or an address
MAX_LINK_CHARS = 500
MAX_URL_CHARS = 2000  # of an address that somebody names
MAX_WEBHOOKS = 20  # in a project
MAX_VIEWS = 50  # in a project
MAX_VIEW_NAME_CHARS = 100

MAX_ITEMS_AT_ONCE = 10_000  # removed or decided on in one transaction: while it lasts nobody can answer

MAX_GOLD = 1000  # gold items in a project: each person is measured by all that they have answered

MAX_TOKENS = 50  # of one person
MAX_TOKEN_NAME_CHARS = 100
MAX_TOKEN_DAYS = 3650

# From and to, both allowed, of the numbers in a project's settings.
PROJECT_BOUNDS: dict[str, tuple[float, float]] = {
    "overlap": (1, 20),
    "audit_share": (0, 0.5),
    "review_share": (0, 1),
    "gold_share": (0, 0.25),
    "warn_below": (0.05, 0.99),
    "pause_below": (0.05, 0.99),
    "lease_minutes": (1, 1440),
    "deck_size": (1, MAX_HELD),
    "batch_size": (1, 100_000),
    "start_fraction": (0.05, 1),
}

# Of a benchmark; shares from 0 to 1.
MAX_STRATEGIES = 8
MAX_BENCHMARK_TITLE_CHARS = 200
MAX_PLAYED = 10_000_000  # items, and labels, of one run: far beyond what a benchmark can play
BENCHMARK_BOUNDS: dict[str, tuple[float, float]] = {
    "seeds": (1, 20),
    "initial": (1, MAX_PLAYED),
    "query": (1, MAX_PLAYED),
    "rounds": (0, 200),
    "pool": (0, MAX_PLAYED),
    "test": (0, MAX_PLAYED),
    "target_error": (0, 1),
    "annotators.count": (1, 20),
    "annotators.noise": (0, 1),
    "annotators.seconds_per_label": (0.1, 3600),
    "annotators.absence": (0, 0.9),
}

# Of figures. A share is said as a figure once its 95 % interval reaches so far to either side, on average, or less.
SURE_HALF_WIDTH = 0.1
Z_95 = 1.959964
