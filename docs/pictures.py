"""Makes the pictures of docs/reports.md again: ``make pictures``. Needs Chromium or Chrome, and Pillow to keep them small."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from PIL import Image

HERE: Final = Path(__file__).parent
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
)  # fmt: skip
DAY: Final = "2026-11-20"
WIDE: Final = 900
COLOURS: Final = 96
EXACT: Final = 32
MOST: Final = 60_000
"""No picture may have more bytes."""


class Picture(NamedTuple):
    """The upper part of a report: of which example archive, how high, of whom or what, and how wide the page is."""

    report: str
    example: str
    high: int
    more: tuple[str, ...] = ()
    wide: int = WIDE


PICTURES: Final = (
    Picture("today", "salon", 720),
    Picture("card", "salon", 940, ("C000001",)),
    Picture("master", "hotel", 772, wide=1160),
    Picture("abc", "distributor", 690),
    Picture("credit", "distributor", 1000, wide=1160),
    Picture("sleeping", "hotel", 700, wide=1160),
    Picture("rfm", "salon", 870),
    Picture("handover", "distributor", 730, ("jonas.ebel",)),
    Picture("funnel", "distributor", 880),
    Picture("service", "hotel", 805),
    Picture("care", "salon", 1000),
    Picture("plan", "distributor", 1020, ("2026-12",)),
    Picture("quality", "hotel", 860),
    Picture("digest", "distributor", 656, ("--days", "31")),
    Picture("index", "hotel", 860),
)


def main() -> None:
    """Make all pictures, or those of the reports that are named."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser, "no Chromium found"
    (HERE / "reports").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for picture in PICTURES:
            if picture.report in sys.argv[1:] or not sys.argv[1:]:
                taken = screenshot(browser, page(picture, Path(folder)), picture)
                small(taken, HERE / "reports" / f"{picture.report}.png")


def page(picture: Picture, folder: Path) -> Path:
    """Return the page of a report of an example archive, which is made in ``folder``."""
    archive, written = folder / picture.example, folder / f"{picture.report}.html"
    if not archive.exists():
        custfile("init", str(archive), "--example", picture.example)
        commit(archive)
    if picture.report == "index":
        custfile("-C", str(archive), "report", "all", "-o", str(folder / "site"))
        return folder / "site" / "index.html"
    custfile("-C", str(archive), "report", picture.report, *picture.more, "-o", str(written))
    return written


def custfile(*arguments: str) -> None:
    """Run a command in the archive's own language, on the day of the examples."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CUSTFILE_")}
    command = [sys.executable, "-m", "custfile", *arguments]
    subprocess.run(command, env={**environment, "CUSTFILE_AS_OF": DAY}, check=True, capture_output=True)


def commit(archive: Path) -> None:
    """Put the archive under git, with the same commit every time."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (
        ("NAME", "Archive"), ("EMAIL", "archive@example.com"), ("DATE", "2026-11-19T08:00:00Z"))}  # fmt: skip
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Example"]):
        subprocess.run(["git", *arguments], cwd=archive, env={**os.environ, **who}, check=True)


def screenshot(browser: str, page: Path, picture: Picture) -> Path:
    """Return the picture of a page as a browser that knows nothing shows it."""
    taken = page.with_suffix(".png")
    more = [f"--user-data-dir={page.parent / 'profile'}", f"--window-size={picture.wide},{picture.high}"]
    environment = {**os.environ, "HOME": str(page.parent), "TZ": "UTC"}
    command = [browser, *FLAGS, *more, f"--screenshot={taken}", page.as_uri()]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
    return taken


def small(taken: Path, target: Path) -> None:
    """Write a picture with few colours, ``WIDE`` pixels wide."""
    with Image.open(taken) as full:
        high = round(full.height * WIDE / full.width)
        sized = full.convert("RGB").resize((WIDE, high), Image.Resampling.LANCZOS)
    few(sized).save(target, optimize=True)
    size = target.stat().st_size
    assert size <= MOST, f"{target.name} has {size} bytes"
    print(f"{target.relative_to(HERE)}: {size} bytes")


def few(picture: Image.Image) -> Image.Image:
    """Return a picture in a palette: the most frequent colours are kept, so that areas and rare signals stay what they are.

    Pillow finds colours in a palette only nearly, which tints white.
    """
    colours, places, times = np.unique(
        np.asarray(picture).reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    edges = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = np.vstack([colours[np.argsort(-times, kind="stable")[:EXACT]], np.reshape(edges, (-1, 3))]).astype(int)
    nearest = np.square(colours[:, None, :] - palette[None, :, :]).sum(axis=2).argmin(axis=1)
    made = Image.fromarray(nearest[places.ravel()].astype(np.uint8).reshape(picture.height, picture.width), "P")
    made.putpalette(palette.ravel().tolist())
    return made


if __name__ == "__main__":
    main()
