"""Visits every page in both languages, both themes and both widths: pictures, overflow, accessibility."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page
from support import Checks, accessibility_faults

LOOKS = [
    {"width": 1280, "height": 900, "scheme": "light", "language": "en"},
    {"width": 1280, "height": 900, "scheme": "dark", "language": "ko"},
    {"width": 390, "height": 844, "scheme": "light", "language": "ko"},
    {"width": 390, "height": 844, "scheme": "dark", "language": "en"},
]
ADDRESSES = """
async () => {
    const read = (path) => fetch(path).then((response) => response.json());
    const overview = await read('/api/overview');
    const { conversations } = await read('/api/conversations');
    const collection = overview.collections[0]?.name;
    const { documents } = await read(`/api/documents?collection=${encodeURIComponent(collection)}&state=used&limit=1`);
    return {
        home: '#/', documents: '#/documents', collection: `#/documents/${collection}`,
        document: `#/documents/${collection}/${documents[0].id}`, datasets: '#/datasets',
        dataset: `#/datasets/${overview.datasets[0].name}`, review: `#/datasets/${overview.datasets[0].name}?view=review`,
        filters: `#/datasets/${overview.datasets[0].name}?view=filters`, versions: `#/datasets/${overview.datasets[0].name}?view=versions`, runs: '#/runs', run: `#/runs/${overview.runs[0].id}`,
        'new-run': '#/runs/new', adapters: '#/adapters', chat: `#/chat/${conversations[0].id}`,
        'new-chat': '#/chat', compare: '#/chat/compare', 'not-found': '#/nowhere',
    };
}
"""
# Nothing is loading any more, and the last drawing has happened.
SETTLED = "() => !document.querySelector('.loading-note') && document.querySelector('h1')"


def visit_all_pages(page: Page, checks: Checks, folder: Path) -> None:
    root = page.url.split("#")[0]
    addresses = page.evaluate(ADDRESSES)
    for look in LOOKS:
        page.set_viewport_size({"width": look["width"], "height": look["height"]})
        page.emulate_media(color_scheme=look["scheme"])
        page.evaluate("(language) => localStorage.setItem('diapason.language', language)", look["language"])
        page.goto(root)
        page.reload()
        name = f"{look['width']}-{look['scheme']}-{look['language']}"
        language = page.evaluate("document.documentElement.lang")
        checks.check(f"{name}: the language is remembered", language == look["language"], language)
        for place, address in addresses.items():
            visit(page, checks, root + address, folder / f"{place}-{name}.png", f"{name}: {place}")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.evaluate("localStorage.setItem('diapason.language', 'en')")
    check_theme(page, checks)
    page.goto(root)
    page.reload()


def visit(page: Page, checks: Checks, address: str, picture: Path, name: str) -> None:
    page.goto(address)
    page.wait_for_function(SETTLED)
    page.wait_for_timeout(250)
    page.screenshot(path=picture, full_page="chat" not in picture.name)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    checks.check(f"{name} fits its width", overflow <= 0, f"{overflow} px too wide")
    faults = accessibility_faults(page)
    checks.check(f"{name} has no serious accessibility fault", faults == [], faults)


def check_theme(page: Page, checks: Checks) -> None:
    page.get_by_test_id("theme").click()
    page.get_by_test_id("theme").click()
    checks.check("the theme can be made dark by hand", page.evaluate("document.documentElement.dataset.theme") == "dark")
    page.get_by_test_id("theme").click()
    checks.check("the theme can follow the system again", page.evaluate("document.documentElement.dataset.theme") is None)
