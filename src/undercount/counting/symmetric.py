"""Elementary symmetric polynomials and small linear systems: what a fit over all patterns comes down to."""

from __future__ import annotations

from collections.abc import Sequence

Matrix = list[list[float]]
_SINGULAR = 1e-14  # of the largest pivot; below it two parameters say the same


def symmetric(values: Sequence[float]) -> list[float]:
    """Return e_0 … e_J: e_k is the sum over all sets of k values of their product."""
    found = [1.0] + [0.0] * len(values)
    for done, value in enumerate(values):
        for k in range(done + 1, 0, -1):
            found[k] += value * found[k - 1]
    return found


def inverse(matrix: Matrix) -> Matrix:
    """Return the inverse of a square matrix.

    Raises:
        ArithmeticError: it has none.
    """
    size = len(matrix)
    work = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    largest = max(abs(value) for row in matrix for value in row)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(work[row][column]))
        if abs(work[pivot][column]) <= _SINGULAR * largest:
            raise ArithmeticError("the matrix is singular")
        work[column], work[pivot] = work[pivot], work[column]
        _clear(work, column)
    return [row[size:] for row in work]


def _clear(work: Matrix, column: int) -> None:
    head = work[column][column]
    work[column] = [value / head for value in work[column]]
    for row, values in enumerate(work):
        if row != column and (factor := values[column]):
            work[row] = [value - factor * lead for value, lead in zip(values, work[column], strict=True)]
