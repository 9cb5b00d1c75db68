"""Made-up questions to a shop, composed from phrases: eight intents, each said in many ways."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

PER_INTENT = 75
THINGS = (
    *("jacket", "desk lamp", "pair of boots", "kettle", "backpack", "wool blanket", "garden chair", "bicycle bell"),
    *("coffee grinder", "raincoat", "bookshelf", "set of mugs", "radio", "travel pillow", "tent", "wall clock"),
)
OPENINGS = ("", "", "Hello, ", "Hi there, ", "Good morning, ", "Quick question: ", "Excuse me, ", "Dear team, ")
CLOSINGS = ("", "", "", " Thanks!", " Many thanks.", " Please let me know.", " It is rather urgent.")
PHRASES = {
    "Delivery": (
        "where is the {thing} that I ordered last week?",
        "when will my {thing} arrive?",
        "the tracking page has not moved for days, is my {thing} on its way?",
        "can you deliver the {thing} on Saturday?",
        "has the parcel with my {thing} left your warehouse?",
        "the courier never came with the {thing}.",
        "how long does shipping of a {thing} to Norway take?",
    ),
    "Return": (
        "how do I send the {thing} back?",
        "I no longer want the {thing}, may I return it?",
        "is there a return label for my {thing}?",
        "until when can the {thing} be given back?",
        "can I bring the {thing} back to one of your shops?",
        "do I need the original box to return the {thing}?",
        "I would like to swap the {thing} for another colour.",
    ),
    "Refund": (
        "I sent the {thing} back, when do I get my money?",
        "my refund for the {thing} has not arrived.",
        "you paid back too little for the {thing}.",
        "to which card goes the refund for the {thing}?",
        "I cancelled the {thing} and still wait for my money back.",
        "can the refund for the {thing} be a voucher?",
        "how long does a refund for a {thing} take?",
    ),
    "Payment": (
        "my card was declined when I bought the {thing}.",
        "can I pay for the {thing} in three parts?",
        "I was charged twice for the {thing}.",
        "do you take bank transfers for a {thing}?",
        "the discount code did not work for the {thing}.",
        "please send an invoice for the {thing}.",
        "why does the checkout refuse my credit card for the {thing}?",
    ),
    "Damaged": (
        "the {thing} came broken.",
        "there is a crack in my new {thing}.",
        "my {thing} stopped working after two days.",
        "a part of the {thing} is missing.",
        "the {thing} was scratched when I opened the box.",
        "the {thing} fell apart at first use, is that covered?",
        "I received a faulty {thing}.",
    ),
    "Availability": (
        "when is the {thing} back in stock?",
        "do you still sell the {thing}?",
        "is the {thing} available in green?",
        "how many of the {thing} are left?",
        "can I reserve the {thing} in your shop in town?",
        "will you ever have the {thing} again?",
        "tell me when the sold-out {thing} can be ordered.",
    ),
    "Product": (
        "how much does the {thing} weigh?",
        "what is the {thing} made of?",
        "can the {thing} be washed?",
        "how large is the {thing} exactly?",
        "does the {thing} come with a manual?",
        "is the {thing} fit for children?",
        "which {thing} would you recommend for a beginner?",
    ),
    "Account": (
        "I cannot log in to see my order of a {thing}.",
        "how do I change my password? I only wanted a {thing}.",
        "please change the address in my profile before I order the {thing}.",
        "I bought the {thing} as a guest, can I have an account now?",
        "delete my account, the {thing} was my last order.",
        "the confirmation e-mail for my account never came, nor one for the {thing}.",
        "my sister and I share an account, who sees that I bought a {thing}?",
    ),
}


def write_questions(folder: Path) -> Path:
    """A CSV of different texts, `PER_INTENT` of each intent, with what each wants; the same ones every time."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "questions.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        writer.writerows(_questions(random.Random(8)))  # noqa: S311 - made-up texts need no secret
    return path


def _questions(rng: random.Random) -> Iterator[tuple[str, str]]:
    """(text, intent), the intents in turn."""
    ways = {intent: rng.sample(list(_ways(phrases)), PER_INTENT) for intent, phrases in PHRASES.items()}
    for number in range(PER_INTENT):
        for intent in PHRASES:
            phrase = ways[intent][number]
            opening, closing = rng.choice(OPENINGS), rng.choice(CLOSINGS)
            yield f"{opening}{phrase if opening else phrase[0].upper() + phrase[1:]}{closing}", intent


def _ways(phrases: tuple[str, ...]) -> Iterator[str]:
    return (phrase.format(thing=thing) for phrase in phrases for thing in THINGS)
