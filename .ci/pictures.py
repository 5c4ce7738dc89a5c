"""Make the pictures of the guides for facilitators, in both languages, from the shipped rosters.

    python .ci/pictures.py                 all of them, into docs/pictures/
    python .ci/pictures.py report repair   some of them

Every picture shows what the commands of the guides really give.  Needs what the tests need
(``pip install ".[test]"``) and a chromium on the path.
"""

from __future__ import annotations

import html
import os
import pty
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
ROSTER = "instances/retreat-malang/peserta.xlsx"
ROUNDS = "instances/retreat-rounds/rounds.toml"
DAY = "2025-05-15"  # ages are counted on it, so that the pictures stay as they are
PLANS = {"en": "plan.toml", "id": "rencana.toml"}
TEAMS = {"en": "teams", "id": "kelompok"}
TITLES = {"en": "Retreat 2025", "id": "Retret 2025"}
ABSENT = "Nia Elok Mardiana, S.AP., M.AP.; Yoga Irianto, S.H., M.Si."
WIDTH = 118  # columns of the terminal
COLOURS = 32  # are enough for text; a picture is a fifth as large

TERMINAL = """<style>
body { margin: 0; background: white; }
pre { display: inline-block; margin: 0; padding: 14px 18px; font: 13px/15px 'DejaVu Sans Mono';
      border: 1px solid #bbb; border-radius: 6px; }
</style>"""
SHEET = """<style>
body { margin: 0; background: white; font: 12px 'Liberation Sans', sans-serif; }
table { border-collapse: collapse; }
td, th { border: 1px solid #ccc; padding: 2px 6px; white-space: pre-line; max-width: 250px; }
th { background: #eee; color: #555; font-weight: normal; }
td.bold { font-weight: bold; text-align: center; }
</style>"""


class Studio:
    """A folder with the files of the guides, a browser, and what is made of both."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.folder, self.browser = folder, browser

    def grouping(self, language: str, *words: str) -> tuple[str, str]:
        """Run a command on a terminal of its own; return what it printed, and its messages."""
        leader, follower = pty.openpty()
        ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 60, WIDTH, 0, 0))
        for name in ("LC_ALL", "LC_MESSAGES", "COLUMNS", "NO_COLOR"):
            os.environ.pop(name, None)
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
        run = subprocess.Popen(
            [sys.executable, "-m", "grouping", "--lang", language, *words],
            cwd=self.folder,
            env=environment | {"LANG": "C.UTF-8"},
            stdout=follower,
            stderr=subprocess.PIPE,
        )
        os.close(follower)
        printed = b""
        try:
            while piece := os.read(leader, 65536):
                printed += piece
        except OSError:  # how a terminal says that the other side is gone
            pass
        assert run.stderr is not None
        said = run.stderr.read().decode()
        os.close(leader)
        if run.wait() > 1:
            raise SystemExit(f"grouping {' '.join(words)}: {said}")
        return printed.decode().replace("\r\n", "\n"), said

    def page(self, content: str, width: int, height: int = 10) -> Page:
        """Return a page that shows some HTML."""
        page = self.browser.new_page(viewport={"width": width, "height": height})
        page.set_content(content)
        return page

    def terminal(self, place: Path, command: str, text: str) -> None:
        """Draw what a terminal shows."""
        console = Console(width=WIDTH, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
        console.print(Text("$ " + command, style="bold"), soft_wrap=True)
        console.print(Text.from_ansi(text.strip("\n")))
        inner = console.export_html(
            theme=DEFAULT_TERMINAL_THEME, inline_styles=True, code_format="<pre>{code}</pre>"
        )
        page = self.page(TERMINAL + inner, 1400)
        page.locator("pre").first.screenshot(path=place)
        page.close()
        slim(place)

    def teams(self, language: str) -> str:
        """Return the result that the guide works with; made once."""
        name = f"{TEAMS[language]}.json"
        if not (self.folder / name).exists():
            self.grouping(language, "solve", self.plan(language), "-q", "-o", name)
        return name

    def plan(self, language: str) -> str:
        """Return the plan that the guide begins with; made once."""
        name = PLANS[language]
        if not (self.folder / name).exists():
            self.grouping(language, "init", ROSTER, "--date", DAY, "-q", "-o", name)
        return name


def slim(place: Path) -> None:
    """Store a picture with few colours."""
    with Image.open(place) as picture:
        picture.convert("RGB").quantize(COLOURS).save(place, optimize=True)


def roster(studio: Studio, place: Path, _language: str) -> None:
    """Draw the first and last rows of the list as it arrives, as a spreadsheet program does."""
    sheet = openpyxl.load_workbook(ROOT / ROSTER).active
    spans = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
    hidden = {
        (row, column)
        for r in spans.values()
        for row in range(r.min_row, r.max_row + 1)
        for column in range(r.min_col, r.max_col + 1)
    } - set(spans)
    shown = [*range(1, 23), 0, *range(104, 112)]  # 0: rows that are left out; no block is torn
    columns = range(1, sheet.max_column + 1)
    letters = "".join(f"<th>{openpyxl.utils.get_column_letter(c)}</th>" for c in columns)
    lines = [f"<tr><th></th>{letters}</tr>"]
    for row in shown:
        cells = [f"<th>{row or '...'}</th>"]
        for column in columns:
            if not row or (row, column) in hidden:
                cells += [] if row else ["<td>...</td>"]
                continue
            cell, span = sheet.cell(row, column), spans.get((row, column))
            down = sum(span.min_row <= r <= span.max_row for r in shown) if span else 1
            across = span.max_col - span.min_col + 1 if span else 1
            bold = " class=bold" if row <= 6 else ""
            value = html.escape(str("" if cell.value is None else cell.value))
            cells.append(f"<td rowspan={down} colspan={across}{bold}>{value}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    page = studio.page(f"{SHEET}<table>{''.join(lines)}</table>", 1240)
    page.locator("table").screenshot(path=place)
    page.close()
    slim(place)


def line(language: str, *words: str) -> str:
    """Return a command as somebody types it."""
    typed = [f'"{word}"' if " " in word else word for word in words]
    return " ".join(["grouping", *(["--lang", "id"] if language == "id" else []), *typed])


def init(studio: Studio, place: Path, language: str) -> None:
    """Draw what `grouping init` says of the list."""
    words = ("init", ROSTER, "--date", DAY)
    printed, _said = studio.grouping(language, *words)
    account = printed.rstrip().rpartition("\n")[0]  # without the advice to write a plan
    studio.terminal(place, line(language, *words, "-o", PLANS[language]), account)


def solve(studio: Studio, place: Path, language: str) -> None:
    """Draw the table of the rules."""
    words, name = ("solve", studio.plan(language)), TEAMS[language]
    printed, said = studio.grouping(language, *words, "-o", "again.json", "--force")
    verdict = said.rstrip().split("\n")[-3]
    command = line(language, *words, "-o", f"{name}.xlsx", "-o", f"{name}.json")
    studio.terminal(place, command, f"{printed}{verdict}")


def repair(studio: Studio, place: Path, language: str) -> None:
    """Draw who moves when two people stay away, and what more moves would bring."""
    absent = {"en": "absent.txt", "id": "tidak-hadir.txt"}[language]
    (studio.folder / absent).write_text("\n".join(ABSENT.split("; ")) + "\n", encoding="utf-8")
    words = ("repair", studio.teams(language), "--absent", absent, "--moves", "2")
    printed, said = studio.grouping(language, *words)
    upper = printed[: printed.rindex("┏")]  # without the table of the rules, seen before
    verdict = [text for text in said.split("\n") if not text.startswith("  ")]
    studio.terminal(place, line(language, *words), upper + "\n".join(verdict))


def whatif(studio: Studio, place: Path, language: str) -> None:
    """Draw the best swaps of one person."""
    words = ("whatif", studio.teams(language), "--suggest", ABSENT.split(",")[0])
    printed, said = studio.grouping(language, *words)
    studio.terminal(place, line(language, *words), printed + said)


def _report(studio: Studio, language: str) -> Page:
    made = studio.folder / f"report-{language}.html"
    if not made.exists():
        studio.grouping(language, "report", studio.teams(language), "-q", "-o", made.name)
    page = studio.browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto(made.as_uri())
    return page


def report(studio: Studio, place: Path, language: str) -> None:
    """Draw the first screen of the report."""
    page = _report(studio, language)
    page.screenshot(path=place)
    page.close()
    slim(place)


def why(studio: Studio, place: Path, language: str) -> None:
    """Draw 'why this team' for some people."""
    page = _report(studio, language)
    page.set_viewport_size({"width": 800, "height": 900})
    heading = page.locator("h2#people").bounding_box()
    last = page.locator("article.person").nth(2).bounding_box()
    assert heading is not None
    assert last is not None
    height = last["y"] + last["height"] - heading["y"] + 10
    clip = {"x": 0, "y": heading["y"], "width": 800, "height": height}
    page.screenshot(path=place, full_page=True, clip=clip)
    page.close()
    slim(place)


def printed(studio: Studio, place: Path, language: str) -> None:
    """Draw a page of each kind that can be printed, side by side."""
    pages = []
    for what in ("door", "signin", "slips", "badges"):
        file, title = f"{what}-{language}.pdf", TITLES[language]
        words = ("--pdf", file, "--what", what, "--title", title)
        studio.grouping(language, "print", studio.teams(language), "-q", *words)
        document = pypdfium2.PdfDocument(studio.folder / file)
        pages.append(document[0].render(scale=0.9).to_pil())
    wide, high, space = pages[0].width, max(p.height for p in pages), 12
    size = (2 * wide + 3 * space, 2 * high + 3 * space)
    sheet = Image.new("RGB", size, "#999")
    for k, one in enumerate(pages):
        down, across = divmod(k, 2)
        sheet.paste(one, (space + across * (wide + space), space + down * (high + space)))
    sheet.save(place)
    slim(place)


def slips(studio: Studio, place: Path, language: str) -> None:
    """Draw the slips of an event with three rounds."""
    name = f"rounds-{language}.json"
    studio.grouping(language, "solve", ROUNDS, "-q", "-o", name)
    file = f"rounds-{language}.pdf"
    studio.grouping(language, "print", name, "-q", "--pdf", file, "--what", "slips")
    page = pypdfium2.PdfDocument(studio.folder / file)[0].render(scale=1.3).to_pil()
    page.crop((0, 0, page.width, page.height // 2)).save(place)
    slim(place)


Drawing = Callable[[Studio, Path, str], None]
DRAWINGS: dict[str, Drawing] = {
    one.__name__: one for one in (init, solve, report, why, printed, slips, whatif, repair)
}


def main(names: list[str]) -> None:
    """Draw what is asked for, or all."""
    known = {"roster": roster, **DRAWINGS}
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "instances").symlink_to(ROOT / "instances")
        options: dict[str, Any] = {"executable_path": browser, "args": ["--no-sandbox"]}
        studio = Studio(Path(folder), playwright.chromium.launch(**options))
        for name in names or known:
            for language in ("en", "id") if name in DRAWINGS else ("en",):
                ending = f"-{language}" if name in DRAWINGS else ""
                place = PICTURES / f"{name}{ending}.png"
                known[name](studio, place, language)
                print(f"{place.relative_to(ROOT)}: {place.stat().st_size:,} bytes")
        studio.browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
