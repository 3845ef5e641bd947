"""From what happened to figures: percentiles, and how many requests had to wait for one another."""

import math
from collections.abc import Iterable


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which this share of the values stands: the one of that rank. ValueError without values."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values: Iterable[float]) -> float:
    """The value in the middle, of two the lower."""
    return percentile(values, 0.5)


def steps(spans: Iterable[tuple[float, float]]) -> int:
    """The longest row of requests of which each began when the one before had ended: (begun, ended) of each.

    On a line with a round trip that is the number of dependent steps: what waits for nothing is asked at once.
    """
    rows: list[tuple[float, int]] = []
    for begun, ended in sorted(spans):
        rows.append((ended, 1 + max((length for end, length in rows if end <= begun), default=0)))
    return max((length for _, length in rows), default=0)
