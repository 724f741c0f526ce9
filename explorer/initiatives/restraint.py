"""How often something may be done: at most so many times within a span, counted in memory."""

import time
from collections import deque
from collections.abc import Callable
from threading import Lock


class Restraint:
    """
    Lets at most `most` through within any span of `span_s` seconds.

    It keeps moments and nothing of who asked. What is counted is gone when the app ends, and each
    process of the app counts for itself.

    Parameters
    ----------
    clock
        Seconds, never going back.
    """

    def __init__(
        self, most: int, *, span_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._span_s = span_s
        self._clock = clock
        self._taken: deque[float] = deque()
        self._lock = Lock()

    def take(self) -> bool:
        """Take one of the places that are free; False where none is."""
        with self._lock:
            now = self._clock()
            while self._taken and now - self._taken[0] >= self._span_s:
                self._taken.popleft()
            if len(self._taken) >= self._most:
                return False
            self._taken.append(now)
            return True

    def give_back(self) -> None:
        """Free the place that was taken last, for what has come to nothing."""
        with self._lock:
            if self._taken:
                self._taken.pop()
