"""Sequences that are made when somebody looks at them.

After an edit the window shows a few dozen of thousands of parts. The others need not be made before
it is painted, and most of them never are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T]):
    """What `make` answers when it is first needed; equal to any sequence of the same things."""

    def __init__(self, make: Callable[[], tuple[T, ...]]) -> None:
        self._make = make
        self._made: tuple[T, ...] | None = None

    @property
    def all(self) -> tuple[T, ...]:
        """Everything there is."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def __len__(self) -> int:
        return len(self.all)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self.all[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self.all)

    def __contains__(self, thing: object) -> bool:
        return thing in self.all

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Later):
            return self.all == other.all
        return self.all == other

    def __hash__(self) -> int:
        return hash(self.all)

    def __repr__(self) -> str:
        return repr(self.all)
