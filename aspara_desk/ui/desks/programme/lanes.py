"""Puts spans of time that overlap side by side, as few lanes as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """From `begin` to `end`, the end not included; any unit."""

    begin: float
    end: float

    def meets(self, other: "Span") -> bool:
        return self.begin < other.end and other.begin < self.end


@dataclass(frozen=True, slots=True)
class Lane:
    """The place of a span among those that it meets, directly or through others: `of` lanes are there in all.

    It takes `takes` of them, so that what is free beside it is not wasted.
    """

    first: int
    takes: int
    of: int


def in_lanes(spans: Sequence[Span]) -> list[Lane]:
    """One lane a span, in their order. Spans that meet never share one."""
    lanes: dict[int, Lane] = {}
    for group in _groups(spans):
        firsts = _first_free(spans, group)
        width = max(firsts.values()) + 1
        for one in group:
            met = [firsts[other] for other in group if spans[one].meets(spans[other])]
            until = min((lane for lane in met if lane > firsts[one]), default=width)
            lanes[one] = Lane(firsts[one], until - firsts[one], width)
    return [lanes[place] for place in range(len(spans))]


def _groups(spans: Sequence[Span]) -> list[list[int]]:
    """Those that meet directly or through others, by their places; the longer first of those that begin together."""
    groups: list[list[int]] = []
    until = float("-inf")
    for place in sorted(range(len(spans)), key=lambda one: (spans[one].begin, -spans[one].end)):
        if spans[place].begin >= until:
            groups.append([])
        groups[-1].append(place)
        until = max(until, spans[place].end)
    return groups


def _first_free(spans: Sequence[Span], group: Sequence[int]) -> dict[int, int]:
    taken_until: list[float] = []
    firsts: dict[int, int] = {}
    for one in group:
        free = next((lane for lane, end in enumerate(taken_until) if end <= spans[one].begin), len(taken_until))
        taken_until[free : free + 1] = [spans[one].end]
        firsts[one] = free
    return firsts
