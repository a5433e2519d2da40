"""The log-linear model of main effects that may bend with the number of lists, fitted without its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, inf, log

from undercount.counting.patterns import Patterns
from undercount.counting.symmetric import Matrix, inverse, symmetric

_STEPS, _HALVINGS, _CLOSE = 200, 40, 1e-9


@dataclass(frozen=True)
class Fit:
    """A fit at its maximum.

    Attributes:
        level: logarithm of the expected number of people on no list; variance: of that logarithm.
        bends: the values of the bends, in the order they were asked for.
    """

    level: float
    variance: float
    bends: tuple[float, ...]


@dataclass(frozen=True)
class Model:
    """Poisson counts with log mean = level + sum of the effects of a pattern's lists + bends of its size.

    The bend `i` adds max(k - i + 1, 0) times its value to patterns of k lists. The 2^J - 1 patterns are
    summed up by elementary symmetric polynomials, so the work grows with the lists, not with the patterns.

    Attributes:
        frequencies: people on exactly k lists, at index k.
        sizes: people on each list.
        bends: where the logarithm may bend, numbers of lists from 3 up.
    """

    frequencies: tuple[int, ...]
    sizes: tuple[int, ...]
    bends: tuple[int, ...]

    def fit(self) -> Fit:
        """Find the maximum of the likelihood by Newton's method.

        Raises:
            ArithmeticError: there is none, or it was not reached.
        """
        at = self._start()
        height = self._likelihood(at)
        for _ in range(_STEPS):
            score, information = self._derivatives(at)
            covariance = inverse(information)
            move = [sum(a * b for a, b in zip(row, score, strict=True)) for row in covariance]
            at, height = self._climbed(at, move, height)
            if max(map(abs, move)) < _CLOSE:
                return Fit(at[0], covariance[0][0], tuple(at[1 + len(self.sizes) :]))
        raise ArithmeticError("the maximum was not reached")

    def _start(self) -> list[float]:
        recorded = sum(self.frequencies)
        effects = [log(max(size, 0.5) / recorded) for size in self.sizes]
        return [log(recorded), *effects, *(0.0 for _ in self.bends)]

    def _climbed(self, at: list[float], move: list[float], height: float) -> tuple[list[float], float]:
        length = 1.0
        for _ in range(_HALVINGS):
            there = [a + length * b for a, b in zip(at, move, strict=True)]
            new = self._likelihood(there)
            if new >= height - abs(height) * 1e-13:
                return there, new
            length /= 2
        raise ArithmeticError("no step leads up")

    def _likelihood(self, at: Sequence[float]) -> float:
        lists = len(self.sizes)
        try:
            sums = symmetric([exp(effect) for effect in at[1 : 1 + lists]])
            expected = sum(exp(self._offset(at, k)) * sums[k] for k in range(1, lists + 1))
        except OverflowError:
            return -inf
        observed = sum(self.frequencies[k] * self._offset(at, k) for k in range(1, lists + 1))
        return observed + sum(n * effect for n, effect in zip(self.sizes, at[1:], strict=False)) - expected

    def _offset(self, at: Sequence[float], k: int) -> float:
        values = at[1 + len(self.sizes) :]
        return at[0] + sum(v * _height(k, i) for v, i in zip(values, self.bends, strict=True))

    def _derivatives(self, at: Sequence[float]) -> tuple[list[float], Matrix]:
        """Return the score and the information: sums over k of those expected on k lists."""
        lists = len(self.sizes)
        width = 1 + lists + len(self.bends)
        score = [0.0, *map(float, self.sizes), *(0.0 for _ in self.bends)]
        information = [[0.0] * width for _ in range(width)]
        theta = [exp(effect) for effect in at[1 : 1 + lists]]
        moments = _Moments(theta)
        for k in range(1, lists + 1):
            people = exp(self._offset(at, k)) * moments.sums[k]
            heights = [1.0, *(float(_height(k, i)) for i in self.bends)]
            means = [heights[0], *moments.on(k), *heights[1:]]
            for place in (0, *range(1 + lists, width)):
                score[place] += means[place] * self.frequencies[k]
            for a in range(width):
                score[a] -= people * means[a]
            _add(information, people, means, moments.both(k), lists)
        return score, information


def _height(k: int, bend: int) -> int:
    return max(k - bend + 1, 0)


def _add(information: Matrix, people: float, means: list[float], both: Matrix, lists: int) -> None:
    for a, row in enumerate(information):
        for b in range(len(row)):
            two_lists = 1 <= a <= lists and 1 <= b <= lists
            row[b] += people * (both[a - 1][b - 1] if two_lists else means[a] * means[b])


class _Moments:
    """Of the patterns of k lists, what share holds a list, and what share holds two."""

    def __init__(self, theta: Sequence[float]) -> None:
        self.theta = theta
        self.sums = symmetric(theta)
        self._less_one = [symmetric(_without(theta, j)) for j in range(len(theta))]
        pairs = combinations(range(len(theta)), 2)
        self._less_two = {(i, j): symmetric(_without(theta, i, j)) for i, j in pairs}

    def on(self, k: int) -> list[float]:
        return [t * less[k - 1] / self.sums[k] for t, less in zip(self.theta, self._less_one, strict=True)]

    def both(self, k: int) -> Matrix:
        found = [[0.0] * len(self.theta) for _ in self.theta]
        for j, share in enumerate(self.on(k)):
            found[j][j] = share
        for (i, j), less in self._less_two.items() if k > 1 else ():
            found[i][j] = found[j][i] = self.theta[i] * self.theta[j] * less[k - 2] / self.sums[k]
        return found


def _without(values: Sequence[float], *places: int) -> list[float]:
    return [value for at, value in enumerate(values) if at not in places]


def model_of(patterns: Patterns, bends: Sequence[int]) -> Model:
    """Make the model of a capture table."""
    frequencies = tuple(patterns.frequencies.get(k, 0) for k in range(len(patterns.lists) + 1))
    return Model(frequencies, patterns.sizes, tuple(bends))
