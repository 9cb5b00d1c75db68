// Generated from schema.yaml by `npm run schema`. Do not edit.
export const LABEL_KEYS = "1234567890qwertyuiopadhjklxvbnm" as const;
export const RESERVED_KEYS = {
  "s": "skip",
  " ": "skip",
  "f": "flag",
  "c": "comment",
  "g": "guidelines",
  "z": "zoom",
  "/": "find a label",
  "?": "keys",
  "+": "zoom in",
  "=": "zoom in",
  "-": "zoom out"
} as const;
export const LABEL_COLORS = [
  "#0072B2",
  "#E69F00",
  "#009E73",
  "#CC79A7",
  "#56B4E9",
  "#D55E00",
  "#F0E442",
  "#999999",
  "#004C77",
  "#996A00",
  "#00694D",
  "#995A7D",
  "#A3D7F4",
  "#8F3F00",
  "#F7F0A0",
  "#5C5C5C"
] as const;
export const DEFAULT_STRATEGY = "auto" as const;
export const REPRESENTATION_TITLES = {
  "image": {
    "photos+shapes": "Photos and shapes",
    "photos": "Photos",
    "shapes": "Shapes"
  },
  "text": {
    "sentences+words": "Sentences and words",
    "sentences": "Sentences",
    "words": "Words",
    "tokens": "Single words"
  }
} as const;
export const MAX_ANSWERS = 500 as const;
export const MAX_HELD = 100 as const;
export const MAX_NAMED_ITEMS = 1000 as const;
export const MAX_SKIP_REASON_CHARS = 200 as const;
export const MAX_COMMENT_CHARS = 2000 as const;
export const MAX_SECONDS = 86400 as const;
export const MAX_LABELS = 1000 as const;
export const MAX_LABEL_NAME_CHARS = 100 as const;
export const MAX_PROJECT_NAME_CHARS = 120 as const;
export const MAX_GUIDELINES_CHARS = 20000 as const;
export const MAX_EXTERNAL_ID_CHARS = 200 as const;
export const MAX_FIELDS = 20 as const;
export const MAX_FIELD_NAME_CHARS = 200 as const;
export const MAX_MODEL_NAME_CHARS = 200 as const;
export const MAX_MODEL_VERSION_CHARS = 100 as const;
export const MAX_PERSON_NAME_CHARS = 150 as const;
export const MAX_ADDRESS_CHARS = 2000 as const;
export const MAX_FILTER_IDS = 100 as const;
export const MAX_COLUMN_CONDITIONS = 10 as const;
export const MAX_INVITED = 200 as const;
export const MAX_WHO_CHARS = 254 as const;
export const MAX_LINK_CHARS = 500 as const;
export const MAX_URL_CHARS = 2000 as const;
export const MAX_WEBHOOKS = 20 as const;
export const MAX_VIEWS = 50 as const;
export const MAX_VIEW_NAME_CHARS = 100 as const;
export const MAX_ITEMS_AT_ONCE = 10000 as const;
export const MAX_GOLD = 1000 as const;
export const MAX_TOKENS = 50 as const;
export const MAX_TOKEN_NAME_CHARS = 100 as const;
export const MAX_TOKEN_DAYS = 3650 as const;
export const PROJECT_BOUNDS = {
  "overlap": [
    1,
    20
  ],
  "audit_share": [
    0,
    0.5
  ],
  "review_share": [
    0,
    1
  ],
  "gold_share": [
    0,
    0.25
  ],
  "warn_below": [
    0.05,
    0.99
  ],
  "pause_below": [
    0.05,
    0.99
  ],
  "lease_minutes": [
    1,
    1440
  ],
  "deck_size": [
    1,
    100
  ],
  "batch_size": [
    1,
    100000
  ],
  "start_fraction": [
    0.05,
    1
  ]
} as const;
export const MAX_STRATEGIES = 8 as const;
export const MAX_BENCHMARK_TITLE_CHARS = 200 as const;
export const MAX_PLAYED = 10000000 as const;
export const BENCHMARK_BOUNDS = {
  "seeds": [
    1,
    20
  ],
  "initial": [
    1,
    10000000
  ],
  "query": [
    1,
    10000000
  ],
  "rounds": [
    0,
    200
  ],
  "pool": [
    0,
    10000000
  ],
  "test": [
    0,
    10000000
  ],
  "target_error": [
    0,
    1
  ],
  "annotators.count": [
    1,
    20
  ],
  "annotators.noise": [
    0,
    1
  ],
  "annotators.seconds_per_label": [
    0.1,
    3600
  ],
  "annotators.absence": [
    0,
    0.9
  ]
} as const;
export const SURE_HALF_WIDTH = 0.1 as const;
export const Z_95 = 1.959964 as const;
