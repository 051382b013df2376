"""Room for words: what is taken, and labels that give way to each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from writing.rendering.charts.svg import LEADING, MIDDLE, width_of


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


@dataclass
class Room:
    """A frame and what stands in it already."""

    frame: Box
    taken: list[Box] = field(default_factory=list)

    def take(self, boxes: Iterable[Box]) -> None:
        """Keep these places free from words."""
        self.taken.extend(boxes)

    def first_free(self, candidates: Iterable[Box]) -> Box | None:
        """Take the first of the places where nothing stands."""
        for box in candidates:
            if self.frame.holds(box) and not any(box.meets(t) for t in self.taken):
                self.taken.append(box)
                return box
        return None


def box_of(lines: Sequence[str], centre: float, baseline: float) -> Box:
    """What centred lines take, the first on that baseline; capitals counted."""
    half = max(map(width_of, lines)) / 2 + 2
    foot = baseline + (len(lines) - 1) * LEADING + 2
    return Box(centre - half, baseline - 10, centre + half, foot)


def along(start: tuple[float, float], end: tuple[float, float]) -> Iterable[Box]:
    """Small boxes that cover a straight line."""
    (x1, y1), (x2, y2) = start, end
    steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) // 4))
    for step in range(steps + 1):
        x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
        yield Box(x - 1.5, y - 1.5, x + 1.5, y + 1.5)


@dataclass
class _Cluster:
    """Labels that touch: they move as one, to where their middles are wanted."""

    members: list[int]
    tops: list[float]
    height: float

    def top(self, frame: tuple[float, float]) -> float:
        wanted = sum(self.tops) / len(self.tops)
        return max(frame[0], min(wanted, frame[1] - self.height))


def spread(
    middles: Sequence[float], heights: Sequence[float], frame: tuple[float, float]
) -> list[float]:
    """Move labels apart as little as they need; gives the middle of each."""
    clusters: list[_Cluster] = []
    for i in sorted(range(len(middles)), key=lambda i: middles[i]):
        last = _Cluster([i], [middles[i] - heights[i] / 2], heights[i])
        while clusters and clusters[-1].top(frame) + clusters[-1].height > last.top(
            frame
        ):
            before = clusters.pop()
            tops = [*before.tops, *(top - before.height for top in last.tops)]
            members = before.members + last.members
            last = _Cluster(members, tops, before.height + last.height)
        clusters.append(last)
    placed = [0.0] * len(middles)
    for cluster in clusters:
        y = cluster.top(frame)
        for i in cluster.members:
            placed[i] = y + heights[i] / 2
            y += heights[i]
    return placed


def first_baseline(middle: float, count: int) -> float:
    """Where the first of some lines stands, so that all are centred on a height."""
    return middle + MIDDLE - (count - 1) * LEADING / 2
