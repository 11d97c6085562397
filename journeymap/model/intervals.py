"""How sure a number is: 95 % intervals for means, shares and net scores.

Plain formulas of the statistics books, so that a map of two hundred readings needs no scipy. An
interval is None where the answers cannot say how sure they are; it is never made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

Z = 1.959_963_985  # standard normal, two-sided 95 %
SMALL = 30  # answers, below which a net score takes the adjusted Wald count


class Interval(NamedTuple):
    """The lowest and the highest value that the answers leave likely, at 95 %."""

    low: float
    high: float

    def clamped(self, lowest: float, highest: float) -> Interval:
        """Return the part of the interval that lies on the scale."""
        return Interval(min(max(self.low, lowest), highest), max(min(self.high, highest), lowest))

    def mapped(self, factor: float, offset: float = 0.0) -> Interval:
        """Return the interval of `factor · x + offset`."""
        ends = (self.low * factor + offset, self.high * factor + offset)
        return Interval(min(ends), max(ends))


def t_quantile(freedom: int) -> float:
    """Return the two-sided 95 % quantile of Student's t for 1 degree of freedom and more.

    Up to 5 from the table; above, the expansion of Abramowitz and Stegun, Handbook of Mathematical
    Functions, 26.7.5, which is off by 0.0001 there. Raises ValueError for fewer degrees.
    """
    if freedom < 1:
        raise ValueError("Student's t needs one degree of freedom")
    if freedom <= len(_T):
        return _T[freedom - 1]
    z, v = Z, float(freedom)
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92_160 * v**4)
    )


_T = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706)


def mean_interval(mean: float, sd: float, n: int) -> Interval | None:
    """Return the t-interval of a mean from its sample standard deviation; None for one answer."""
    if n < 2:
        return None
    margin = t_quantile(n - 1) * sd / sqrt(n)
    return Interval(mean - margin, mean + margin)


def mean_and_sd(counts: Mapping[float, int]) -> tuple[float, float, int] | None:
    """Return mean, sample standard deviation and n of answers counted by score; None for none."""
    n = sum(counts.values())
    if not n:
        return None
    mean = sum(score * count for score, count in counts.items()) / n
    squares = sum(count * (score - mean) ** 2 for score, count in counts.items())
    return mean, sqrt(squares / (n - 1)) if n > 1 else 0.0, n


def wilson(hits: float, of: float) -> Interval | None:
    """Return the interval of a share (0..1), `hits` of a sample of `of`; None for an empty one.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22
    (1927). It stays inside 0..1 and holds for few answers, where the textbook interval does not.
    """
    if of <= 0 or not 0 <= hits <= of:
        return None
    p, z2 = hits / of, Z * Z
    centre = (p + z2 / (2 * of)) / (1 + z2 / of)
    margin = Z / (1 + z2 / of) * sqrt(p * (1 - p) / of + z2 / (4 * of * of))
    # the ends are exact at 0 and 1, where rounding would leave them a hair off
    low = 0.0 if hits == 0 else centre - margin
    high = 1.0 if hits == of else centre + margin
    return Interval(max(0.0, low), min(1.0, high))


def net_interval(good: int, middle: int, bad: int) -> Interval | None:
    """Return the interval of a net score, 100 · (good − bad) / n, within −100..100; None for none.

    Margin 100 · 1.96 · √((p + d − (p − d)²) / n). Below 30 answers the adjusted Wald count: three
    quarters of an answer more on either side and one and a half in the middle (B. Rocks, Interval
    estimation for the Net Promoter Score, The American Statistician 70, 2016), because the plain
    margin of ten promoters in a row would be nothing at all.
    """
    n = float(good + middle + bad)
    if n <= 0 or min(good, middle, bad) < 0:
        return None
    seen = (good - bad) / n
    p, d = good / n, bad / n
    if n < SMALL:
        n += 3
        p, d = (good + 0.75) / n, (bad + 0.75) / n
    net = p - d
    margin = Z * sqrt(max(0.0, p + d - net * net) / n)
    # the adjusted centre lies nearer to zero; what was seen stays inside all the same
    low, high = min(net - margin, seen), max(net + margin, seen)
    return Interval(low * 100, high * 100).clamped(-100.0, 100.0)
