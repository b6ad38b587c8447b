"""`make picture`: the site's picture in the README, `archive/README.png`.

A topic's page as Chromium shows it, in 64 colours so that the file stays small.
"""

from __future__ import annotations

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

from tests.lighthouse.run import PAGES, serving

PICTURE = Path("archive/README.png")
SIZE = ViewportSize(width=1280, height=800)
COLOURS = 64
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def screenshot(address: str) -> bytes:
    """The page at `address` as PNG."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport=SIZE, locale="ja-JP", color_scheme="light")
        page.goto(address)
        taken = page.screenshot()
        browser.close()
    return taken


def main() -> None:
    with serving() as address:
        taken = screenshot(address + PAGES["topic"])
    Image.open(BytesIO(taken)).convert("RGB").quantize(COLOURS).save(PICTURE, optimize=True)
    sys.stdout.write(f"Written: {PICTURE}, {PICTURE.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()
