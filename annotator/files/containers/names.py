"""Names of columns, as tables have them."""


def unique(names: list[str]) -> list[str]:
    """Names without spaces around them; empty ones are numbered, repeated ones too."""
    taken: list[str] = []
    for number, name in enumerate(names, start=1):
        wanted = name.strip().lstrip("\ufeff").replace("\0", "") or f"column {number}"
        taken.append(wanted if wanted not in taken else f"{wanted} ({number})")
    return taken
