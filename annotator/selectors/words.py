"""Amounts as people read them in a sentence."""

from decimal import Decimal


def plural(number: int, noun: str) -> str:
    """1, "label" -> "1 label"; 1200, "label" -> "1,200 labels"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def money(amount: Decimal, currency: str) -> str:
    return f"{amount:,.2f} {currency}"


def duration(hours: float) -> str:
    """In the unit that a person would use: minutes below an hour, hours below two days."""
    if hours < 1 and (minutes := max(1, round(hours * 60))) < 60:
        return plural(minutes, "minute")
    return plural(round(hours), "hour") if round(hours) < 48 else plural(round(hours / 24), "day")
