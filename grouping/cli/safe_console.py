"""A console of rich whose texts are made safe as `grouping.cli.terminal` makes all others."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from grouping.cli.terminal import visible


class SafeConsole(Console):
    """Shows control characters of texts as pictures; colours and the bar are rich's own."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Yield the parts of `renderable`, each text of them made safe."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else visible(text), style, control)
