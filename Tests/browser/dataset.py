#!/usr/bin/env python3
"""Walks through the page of a dataset against the mock server: review by keyboard alone, a filter undone, a version taken back.

    Tests/browser/dataset.py --screenshots shots

Needs Debian's chromium and the PyPI packages playwright and axe-playwright-python; no model, no server of ours.
Prints one line a check and closes with `N passed, M failed`.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent))
from builds import walk_builds  # noqa: E402
from mock.server import start  # noqa: E402
from tables import walk_tables  # noqa: E402
from support import Checks, accessibility_faults, watch_console  # noqa: E402

SECTIONS = ["rows", "review", "filters", "versions"]
LOOKS = [(1280, 900, "light", "en"), (360, 780, "dark", "ko")]
# What each section reads.
FAILING = {"rows": "**/examples?*", "review": "**/examples?*", "filters": "**/curation?*", "versions": "**/difference?*"}
# Stops of the keyboard on one page, at most.
TAB_LIMIT = 80
# What the reader is told: the page's one live region, which says each thing after a frame.
SAID = "document.getElementById('announcer').textContent"
FOCUS = "document.activeElement.id || document.activeElement.dataset.testid || document.activeElement.tagName"


def check_failures(browser: Browser, checks: Checks, root: str) -> None:
    """What a reader sees when there is nothing and when the server fails; each section must come back by its own button."""
    page = browser.new_page(locale="en-US")
    page.set_default_timeout(10_000)
    page.goto(f"{root}#/datasets/handbook")
    page.locator("#example-search").fill("nothing like this")
    page.get_by_text("Nothing fits this choice.").wait_for()
    failure = {"error": {"code": "internal", "message": "The disk is full.", "requestId": "r1"}}
    for section, address in FAILING.items():
        page.route(address, lambda route: route.fulfill(status=500, json=failure))
        page.goto(f"{root}#/datasets/handbook?view={section}")
        alert = page.get_by_role("alert").filter(has_text="The disk is full.")
        alert.wait_for()
        faults = accessibility_faults(page)
        page.unroute(address)
        alert.get_by_role("button", name="Try again").click()
        expect(alert).to_be_hidden()
        checks.check(f"{section} tells a failure and comes back from it", faults == [], faults)
    gone = {"error": {"code": "no_curation", "message": "This version has no filters."}}
    page.route(FAILING["filters"], lambda route: route.fulfill(status=404, json=gone))
    page.reload()
    page.goto(f"{root}#/datasets/handbook?view=filters")
    page.get_by_text("This version was made without filters").wait_for()
    checks.check("a version without filters says so", True)
    page.close()


class DatasetPage:
    """One reader's visit; each method is a part that leaves the page where the next one begins."""

    def __init__(self, page: Page, checks: Checks, root: str):
        self.page = page
        self.checks = checks
        self.root = root
        self.address = f"{root}#/datasets/handbook"

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def expect_said(self, words: str) -> None:
        self.page.wait_for_function(f"(words) => {SAID}.includes(words)", arg=words)
        self.checks.check(f"a screen reader is told: {words}", True)

    def expect_focus(self, name: str) -> None:
        self.page.wait_for_function(f"(name) => ({FOCUS}) === name", arg=name)
        self.checks.check(f"the focus is on {name}", True)

    def tab_to(self, name: str, key: str = "Tab") -> None:
        for _ in range(TAB_LIMIT):
            self.press(key)
            if self.page.evaluate("document.activeElement.dataset.testid") == name:
                return
        raise AssertionError(f"{name} cannot be reached by keyboard")

    def go(self, section: str) -> None:
        self.page.get_by_test_id(f"section-{section}").focus()
        self.press("Enter")

    def review_by_keyboard(self) -> None:
        page = self.page
        page.goto(self.address)
        page.get_by_test_id("example").first.wait_for()
        self.tab_to("section-review")
        self.press("Enter")
        row = page.get_by_test_id("review-row")
        self.expect_focus("review-row")
        self.press("g")
        self.expect_said("Rated good. Row 2 of 57")
        self.press("d")
        self.expect_said("Will be dropped. Row 3 of 57")
        self.press("k", "k")
        expect(row).to_contain_text("rated good")
        self.press("ArrowRight", "ArrowRight", "e")
        answer = row.locator("textarea").first
        expect(answer).to_be_focused()
        answer.fill("What does a hand-over note hold?")
        self.press("Control+Enter")
        self.expect_focus("review-row")
        expect(row).to_contain_text("What does a hand-over note hold?")
        self.press("b", "u")
        self.expect_said("Undone. Row 3 of 57")
        expect(row).not_to_contain_text("rated bad")
        self.press("?")
        page.get_by_test_id("review-keys").wait_for()
        self.press("d", "Escape")
        expect(page.get_by_test_id("review-keys")).to_be_hidden()
        self.expect_focus("review-row")
        self.press("/")
        self.expect_focus("example-search")
        page.keyboard.type("chapter 9")
        expect(row).to_contain_text("Row 1 of 1")
        self.tab_to("save-edits")
        self.press("Enter")
        page.get_by_test_id("undo-note").wait_for()
        self.checks.check("one drop and one edit make one version", page.locator("#version").input_value() == "2")
        page.locator("#example-search").fill("")
        expect(row).to_contain_text("of 56")

    def decide_in_bulk(self) -> None:
        page = self.page
        page.get_by_test_id("filter-kind").select_option("passage")
        expect(page.get_by_test_id("review-row")).to_contain_text("Row 1 of 5")
        page.get_by_test_id("filter-kind").select_option("")
        page.get_by_test_id("filter-heldOut").click()
        expect(page.get_by_test_id("review-row")).to_contain_text("Row 1 of 11")
        page.get_by_test_id("bulk").click()
        page.get_by_test_id("bulk-drop").click()
        expect(page.get_by_role("region", name="Unsaved edits")).to_contain_text("11 dropped")
        page.get_by_test_id("review-undo").click()
        expect(page.get_by_role("region", name="Unsaved edits")).to_be_hidden()
        self.checks.check("a bulk drop is undone at once", True)
        page.get_by_test_id("filter-all").click()

    def undo_a_filter(self) -> None:
        page = self.page
        self.go("filters")
        expect(page.get_by_test_id("filter")).to_have_count(9)
        page.get_by_test_id("rows-personal-data").click()
        masked = page.locator('[data-filter="personal-data"] [data-testid=finding]')
        expect(masked.locator("del").first).to_contain_text("mina.kim@example.org")
        page.get_by_test_id("rows-near-duplicates").click()
        page.locator('[data-filter="near-duplicates"]').get_by_test_id("restore").first.click()
        page.get_by_test_id("switch-secrets").focus()
        self.press("Space")
        expect(page.get_by_test_id("apply-bar")).to_contain_text("2 changes")
        page.get_by_test_id("apply-curation").focus()
        self.press("Enter")
        expect(page.locator("#version")).to_have_value("3")
        expect(page.get_by_test_id("curation-sum")).to_contain_text("62 stayed, 2 left out")
        expect(page.get_by_test_id("dropped-near-duplicates")).to_have_text("2")
        self.checks.check("a filter is switched off and a row is put back in one version", True)
        page.get_by_test_id("undo-version").click()
        expect(page.locator("#version")).to_have_value("4")
        expect(page.get_by_test_id("curation-sum")).to_contain_text("60 stayed, 4 left out")
        self.checks.check("undo brings the filters back in a new version", True)

    def see_as_the_model(self) -> None:
        page = self.page
        self.go("rows")
        page.get_by_test_id("as-model").first.click()
        expect(page.get_by_test_id("rendered").locator("mark")).to_contain_text("22 days of leave")
        page.get_by_test_id("lengths-summary").click()
        expect(page.get_by_test_id("lengths")).to_contain_text("3 rows are longer than the limit")
        self.checks.check("a row and the lengths are shown as the model sees them", True)

    def compare_versions(self) -> None:
        page = self.page
        self.go("versions")
        page.locator('[data-version="2"]').get_by_test_id("what-changed").click()
        self.expect_focus("difference-title")
        expect(page.get_by_test_id("difference")).to_contain_text("0 added, 1 removed, 1 changed.")
        page.locator('[data-version="1"]').get_by_test_id("revert").click()
        expect(page.locator("#version")).to_have_value("5")
        page.get_by_test_id("export-dataset").click()
        with page.expect_download() as download:
            page.get_by_test_id("export-sharegpt").click()
        address = download.value.url
        self.checks.check("a version is exported in the chosen format", "format=sharegpt" in address and "version=5" in address, address)
        self.press("Escape")

    def choose_a_recipe(self) -> None:
        page = self.page
        page.goto(f"{self.root}#/documents/handbook")
        page.get_by_test_id("make-dataset").click()
        page.get_by_test_id("goal-follow-my-format").click()
        page.locator("#option-input").fill("Note")
        page.get_by_test_id("recipe-start").click()
        asked = page.evaluate("document.querySelector('#option-output').validity.valueMissing")
        self.checks.check("one column asks for the other", asked and page.get_by_test_id("recipe-options").is_visible())
        page.locator("#option-output").fill("Report")
        with page.expect_request(re.compile(r"/api/datasets$")) as request:
            page.get_by_test_id("recipe-start").click()
        sent = request.value.post_data_json
        self.checks.check("a recipe is told what was filled in", sent["options"] == {"input": "Note", "output": "Report"}, sent)

    def see_what_became_of_sources(self) -> None:
        page = self.page
        page.goto(self.address)
        source = page.get_by_test_id("source")
        changed = source.and_(page.locator('[data-state="changed"]')).first
        changed.locator("summary").click()
        expect(changed).to_contain_text("This document has changed since this row was made.")
        self.checks.check("a row of a document that changed still shows its words", changed.locator("blockquote").count() == 1)
        removed = source.and_(page.locator('[data-state="removed"]')).first
        removed.locator("summary").click()
        self.checks.check("a row of a document that is gone leads nowhere", removed.locator("a").count() == 0)
        changed.get_by_role("link").click()
        expect(page.get_by_test_id("earlier-revision")).to_contain_text("This document has changed since.")
        self.checks.check("the link leads to the document as it was", "revision=1" in page.url, page.url)
        page.get_by_role("link", name="Show it as it is now").click()
        expect(page.get_by_test_id("earlier-revision")).to_be_hidden()

    def see_passages_of_the_writer(self) -> None:
        page = self.page
        page.goto(f"{self.address}?view=filters")
        expect(page.get_by_test_id("written")).to_contain_text("40 passages were asked about: 26 gave questions, 14 gave none.")
        page.get_by_test_id("written-passages").click()
        expect(page.get_by_test_id("chunk")).to_have_count(14)
        expect(page.get_by_test_id("chunk").first).to_contain_text("quote does not occur in the source")
        page.get_by_test_id("filter-withRows").click()
        expect(page.get_by_test_id("chunk").first).to_contain_text("3 questions")
        self.checks.check("every passage shows its questions or its reasons", page.get_by_test_id("chunk").count() == 20)

    def look(self, folder: Path) -> None:
        page = self.page
        for width, height, scheme, language in LOOKS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            page.evaluate("(language) => localStorage.setItem('diapason.language', language)", language)
            page.goto(self.address)
            page.reload()
            for section in SECTIONS:
                page.get_by_test_id(f"section-{section}").click()
                page.wait_for_function("() => !document.querySelector('.loading-note')")
                page.wait_for_timeout(150)
                name = f"{section}-{width}-{scheme}-{language}"
                page.screenshot(path=folder / f"dataset-{name}.png", full_page=True)
                overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                self.checks.check(f"{name} fits its width", overflow <= 0, f"{overflow} px too wide")
                faults = accessibility_faults(page)
                self.checks.check(f"{name} has no serious accessibility fault", faults == [], faults)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--screenshots", type=Path, required=True, help="folder for pictures of every section")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    options.screenshots.mkdir(parents=True, exist_ok=True)
    server = start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, chromium_sandbox=False)
        page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US", color_scheme="light").new_page()
        page.set_default_timeout(10_000)
        expect.set_options(timeout=10_000)
        faults = watch_console(page)
        checks = Checks(page, options.screenshots)
        visit = DatasetPage(page, checks, f"http://127.0.0.1:{server.server_port}/")
        parts = [visit.review_by_keyboard, visit.decide_in_bulk, visit.undo_a_filter, visit.see_as_the_model, visit.compare_versions, visit.choose_a_recipe, visit.see_what_became_of_sources, visit.see_passages_of_the_writer]
        for part in parts:
            with checks.part(part.__name__.replace("_", " ")):
                part()
        with checks.part("tables"):
            walk_tables(page, checks, visit.root, options.screenshots)
        with checks.part("builds"):
            walk_builds(page, checks, visit.root, server.RequestHandlerClass, options.screenshots)
        with checks.part("looks"):
            visit.look(options.screenshots)
        with checks.part("failures"):
            check_failures(browser, checks, visit.root)
        checks.check("the page threw nothing and kept its policy", faults == [], faults)
        browser.close()
    server.shutdown()
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
