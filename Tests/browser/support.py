"""What the browser tests share: counted checks, screenshots, a real folder drop, a look into a bundle."""

from __future__ import annotations

import hashlib
import re
import sys
import traceback
import zipfile
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

BUNDLE_MEMBERS = {"adapter_config.json", "adapter_model.safetensors", "README.md", "diapason.json", "SHA256SUMS"}
SERIOUS = {"serious", "critical"}
# A browser says this about every answer of 400 and more; those that matter are checked where they happen.
EXPECTED_MESSAGES = re.compile(r"Failed to load resource: the server responded with a status of 401")


class Checks:
    """Counts checks and goes on after a failed one, so that one run tells everything."""

    def __init__(self, page: Page, folder: Path):
        self.page = page
        self.folder = folder
        self.passed = 0
        self.failures: list[str] = []

    def check(self, name: str, condition: object, detail: object = "") -> None:
        if condition:
            self.passed += 1
            print(f"ok      {name}")
        else:
            self.failures.append(name)
            print(f"FAILED  {name} {detail}".rstrip())

    @contextmanager
    def part(self, name: str):
        """A part of the journey: an exception fails this part alone and leaves a picture of what stood there."""
        print(f"# {name}")
        try:
            yield
        except Exception as error:
            self.failures.append(name)
            print(f"FAILED  {name}: {error}")
            traceback.print_exc(limit=3, file=sys.stdout)
            self.page.screenshot(path=self.folder / f"failed-{slug(name)}.png")

    def close(self) -> int:
        for name in self.failures:
            print(f"failed: {name}")
        print(f"{self.passed} passed, {len(self.failures)} failed")
        return 1 if self.failures else 0


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def watch_console(page: Page) -> list[str]:
    """Collects what a page must not do: throw, log an error, break the content-security policy, ask elsewhere."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(f"exception: {error}"))

    def on_console(message) -> None:
        if message.type == "error" and not EXPECTED_MESSAGES.search(message.text):
            found.append(f"console: {message.text}")

    page.on("console", on_console)
    return found


def watch_hosts(page: Page) -> set[str]:
    """Collects every host that the page asks anything of."""
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2] if "://" in request.url else "data"))
    return hosts


def drop_folder(page: Page, target: str, folder: Path) -> None:
    """Drops a folder of the disk on an element, as the file manager would: the page gets real directory entries."""
    box = page.locator(target).bounding_box()
    session = page.context.new_cdp_session(page)
    event = {
        "x": box["x"] + box["width"] / 2,
        "y": box["y"] + 24,
        "data": {"items": [], "files": [str(folder.resolve())], "dragOperationsMask": 1},
    }
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **event})
    session.detach()


def accessibility_faults(page: Page) -> list[str]:
    """The serious and critical faults that axe finds on the page as it stands."""
    # Without `preload` axe inlines copies of the style sheets, which the page's own policy forbids.
    violations = Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{item['id']}: {node['html'][:120]}"
        for item in violations
        if item["impact"] in SERIOUS
        for node in item["nodes"]
    ]


def bundle_faults(path: Path) -> list[str]:
    """What is wrong with an exported bundle: missing members, or digests that do not fit."""
    with zipfile.ZipFile(path) as archive:
        members = {name.rsplit("/", 1)[-1]: name for name in archive.namelist() if not name.endswith("/")}
        faults = [f"{name} is missing" for name in sorted(BUNDLE_MEMBERS - members.keys())]
        if "SHA256SUMS" not in members:
            return faults
        for line in archive.read(members["SHA256SUMS"]).decode().splitlines():
            digest, name = line.split(maxsplit=1)
            inner = members.get(name.lstrip("*").rsplit("/", 1)[-1])
            if inner is None or hashlib.sha256(archive.read(inner)).hexdigest() != digest:
                faults.append(f"the digest of {name} does not fit")
    return faults
