"""Nouns after numbers."""


def plural(noun: str, count: int) -> str:
    """Return `noun` as it stands after `count`."""
    return noun if count == 1 else f"{noun}s"


def counted(count: int, noun: str) -> str:
    """Return `count` with its noun: `1 image`, `1,200 images`."""
    return f"{count:,} {plural(noun, count)}"
