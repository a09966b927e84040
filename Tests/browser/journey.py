#!/usr/bin/env python3
"""Walks the whole way in a real browser against a running server: drop, dataset, tune, reload, chat, export.

    Tests/browser/journey.py 'http://127.0.0.1:7470/login?code=…' --screenshots shots

Needs Debian's chromium and the PyPI packages playwright and axe-playwright-python. The server's home should be
fresh but for one base model. Prints one line a check and closes with `N passed, M failed`.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pages import visit_all_pages  # noqa: E402
from support import Checks, bundle_faults, drop_folder, watch_console, watch_hosts  # noqa: E402

REPOSITORY = Path(__file__).resolve().parents[2]
SECOND = 1000
QUESTION = "How many days of leave are there in the first year?"


class Journey:
    """One newcomer's way; each method is a part that leaves the page where the next one begins."""

    def __init__(self, page: Page, checks: Checks, options: argparse.Namespace):
        self.page = page
        self.checks = checks
        self.options = options
        self.collection = ""
        self.bundle = options.screenshots / "bundle.zip"

    def shot(self, name: str) -> None:
        self.page.screenshot(path=self.options.screenshots / f"journey-{name}.png")

    def stage(self, name: str, seconds: float) -> None:
        self.page.locator(f'[data-testid="stage"][data-stage="{name}"]').wait_for(timeout=seconds * SECOND)

    def log_in(self) -> None:
        check = self.checks.check
        self.page.goto(self.options.url)
        self.page.get_by_test_id("drop-zone").wait_for()
        check("the login link leads to the home page", self.page.url.endswith("/") or "#/" in self.page.url, self.page.url)
        check("scripts cannot read the login", self.page.evaluate("document.cookie") == "")
        cookies = [cookie for cookie in self.page.context.cookies() if cookie["name"] == "diapason"]
        check("the cookie is HttpOnly and SameSite=Strict", cookies and cookies[0]["httpOnly"] and cookies[0]["sameSite"] == "Strict")
        self.page.keyboard.press("Tab")
        check("the first stop of the keyboard is the skip link", self.page.evaluate("document.activeElement.className") == "skip-link")
        self.shot("1-empty")

    def drop(self) -> None:
        check, page = self.checks.check, self.page
        drop_folder(page, '[data-testid="drop-zone"]', self.options.folder)
        page.get_by_test_id("stage").wait_for()
        self.shot("2-reading")
        self.stage("goal", 120)
        self.collection = page.get_by_test_id("project-name").inner_text()
        check("the collection is named for the folder", self.collection.startswith(self.options.folder.name), self.collection)
        found = page.evaluate("(name) => fetch(`/api/collections/${name}`).then((response) => response.json())", self.collection)
        check("some documents are used", found["used"] > 0, found)
        check("every file has an outcome", found["documents"] == found["used"] + found["duplicate"] + found["skipped"], found)
        self.shot("3-goal")

    def build(self) -> None:
        page = self.page
        page.get_by_test_id("goal-know-my-documents").click()
        self.stage("plan", 180)
        page.get_by_test_id("tune").wait_for()
        expect(page.get_by_test_id("tune")).to_be_enabled(timeout=30 * SECOND)
        words = page.get_by_test_id("plan").inner_text()
        self.checks.check("the plan says examples, time and memory", re.search(r"\d+ examples?.*(min|s).*(MB|GB)", words, re.S), words)
        self.shot("4-plan")

    def tune(self) -> None:
        check, page = self.checks.check, self.page
        page.get_by_test_id("plan-settings").locator("summary").click()
        page.locator("#plan-steps").fill(str(self.options.steps))
        page.locator("#plan-steps").blur()
        expect(page.get_by_test_id("plan")).to_contain_text(re.compile(rf"\b{self.options.steps} steps"), timeout=15 * SECOND)
        page.get_by_test_id("tune").click()
        run = page.locator('[data-testid="run"]')
        run.wait_for()
        expect(page.get_by_test_id("run-step")).to_contain_text(re.compile(rf"Step [2-9]\d* of {self.options.steps}"), timeout=300 * SECOND)
        before = int(page.locator("loss-chart").get_attribute("data-points"))
        self.shot("5-running")
        page.reload()
        run.wait_for()
        page.locator("loss-chart[data-points]").wait_for()
        after = int(page.locator("loss-chart").get_attribute("data-points"))
        check("a reload during the run keeps every step of the chart", after >= before > 0, f"{before} then {after}")
        check("the run goes on after the reload", run.get_attribute("data-state") in ("running", "finished"), run.get_attribute("data-state"))
        page.locator('[data-testid="run"][data-state="finished"]').wait_for(timeout=self.options.patience * SECOND)
        expect(page.get_by_test_id("verdict")).to_be_visible()
        check("the chart has all steps", int(page.locator("loss-chart").get_attribute("data-points")) == self.options.steps)
        check("the chart is drawn", page.locator("loss-chart canvas").count() == 1)
        check("the held-out loss is told before and after", "→" in page.get_by_test_id("held-out-change").inner_text())
        check("there are sample answers", page.locator('[data-testid="samples"] li').count() > 0)
        self.shot("6-finished")

    def chat(self) -> None:
        check, page = self.checks.check, self.page
        page.get_by_test_id("chat-with-it").click()
        page.get_by_test_id("message").wait_for()
        model = page.get_by_test_id("model-picker").input_value()
        check("the chat opens with the new adapter", "+" in model, model)
        self.ask(QUESTION)
        self.shot("7-chat")
        address = page.url
        page.reload()
        expect(page.get_by_test_id("question")).to_have_count(1, timeout=15 * SECOND)
        check("a reload shows the stored answer", page.get_by_test_id("answer").count() == 1 and page.url == address)
        # The button is still there in the moment after the click, and a short answer may be over before the page shows that it
        # is written: the beginning of the stream is what tells. Its end may come as finished or as given up by the page.
        with page.expect_response(lambda response: response.request.method == "POST" and "/messages" in response.url, timeout=60 * SECOND):
            page.get_by_test_id("regenerate").click()
        expect(page.get_by_test_id("writing")).to_have_count(0, timeout=60 * SECOND)
        page.get_by_test_id("regenerate").wait_for(timeout=15 * SECOND)
        expect(page.get_by_test_id("answer")).to_have_count(1, timeout=15 * SECOND)
        check("answering again replaces the answer", (page.get_by_test_id("question").count(), page.get_by_test_id("answer").count()) == (1, 1))
        # The adapter has learned short answers; only the base writes long enough to be stopped.
        page.get_by_test_id("model-picker").select_option(model.split("+")[0])
        page.get_by_test_id("message").fill("Write a very long story about a workshop, in many paragraphs.")
        page.keyboard.press("Enter")
        page.get_by_test_id("writing").locator("markdown-text").wait_for(timeout=60 * SECOND)
        page.get_by_test_id("stop").click()
        expect(page.get_by_test_id("answer")).to_have_count(2, timeout=15 * SECOND)
        check("stopping keeps what was written", "stopped" in page.get_by_test_id("answer").last.inner_text())
        page.get_by_test_id("rename").first.click()
        page.locator("#conversation-title").fill("Leave in the first year")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("conversation").first).to_contain_text("Leave in the first year")
        check("a conversation can be renamed", True)

    def ask(self, text: str) -> None:
        count = self.page.get_by_test_id("answer").count()
        self.page.get_by_test_id("message").fill(text)
        self.page.get_by_test_id("send").click()
        expect(self.page.get_by_test_id("answer")).to_have_count(count + 1, timeout=120 * SECOND)
        answer = self.page.get_by_test_id("answer").last.locator("markdown-text")
        self.checks.check("the answer has words", answer.count() == 1 and answer.inner_text().strip() != "")

    def compare(self) -> None:
        page = self.page
        page.goto(self.page.url.split("#")[0] + "#/chat/compare")
        page.get_by_test_id("message").fill(QUESTION)
        page.get_by_test_id("send").click()
        for side in ("left", "right"):
            expect(page.get_by_test_id(f"compare-{side}").locator("[aria-busy=false] markdown-text")).not_to_be_empty(timeout=120 * SECOND)
        left, right = (page.get_by_test_id(f"compare-model-{side}").input_value() for side in ("left", "right"))
        self.checks.check("base and tuned answer side by side", "+" not in left and "+" in right, f"{left} {right}")
        self.shot("8-compare")

    def curate(self) -> None:
        check, page = self.checks.check, self.page
        page.get_by_test_id("nav-datasets").click()
        page.get_by_test_id("dataset").first.get_by_role("link").click()
        page.get_by_test_id("example").first.wait_for()
        page.get_by_test_id("example").first.locator(".source > summary").click()
        page.get_by_test_id("example").first.get_by_role("link", name="Open in the document").click()
        page.locator(".block.is-marked").first.wait_for()
        check("a row leads to its place in the document", page.locator(".block.is-marked").count() > 0)
        page.go_back()
        page.get_by_test_id("edit-example").first.click()
        field = page.get_by_test_id("example").first.locator("textarea").last
        field.fill(field.input_value() + " (checked)")
        page.get_by_test_id("keep-change").click()
        page.get_by_test_id("drop-example").nth(1).click()
        page.get_by_test_id("save-edits").click()
        expect(page.locator("#version")).to_have_value("2", timeout=15 * SECOND)
        expect(page.get_by_test_id("example").first).to_contain_text("(checked)")
        check("edits make a new version", True)
        with page.expect_download() as download:
            page.get_by_test_id("export-dataset").click()
            page.get_by_test_id("export-chat").click()
        page.keyboard.press("Escape")
        lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
        check("the dataset is exported as JSON lines", len(lines) > 0 and all(line.startswith("{") for line in lines))

    def let_a_model_write(self) -> None:
        check, page = self.checks.check, self.page
        page.goto(page.url.split("#")[0] + f"#/documents/{self.collection}")
        page.get_by_test_id("make-dataset").click()
        page.get_by_test_id("goal-with-writer").click()
        models = page.get_by_test_id("writer").locator("option").evaluate_all("options => options.map(({ value }) => value)")
        base = next(model for model in models if model and not model.startswith("@") and "+" not in model)
        check("bases and adapters can write", any("+" in model for model in models), models)
        page.get_by_test_id("writer").select_option(base)
        page.locator("#writer-count").fill("1")
        page.get_by_test_id("recipe-start").click()
        progress = page.get_by_test_id("build-progress")
        expect(progress).to_contain_text(re.compile(r"Questions about \d+ passages"), timeout=120 * SECOND)
        expect(progress).to_contain_text(re.compile(r"\b[1-9]\d* of \d+"), timeout=300 * SECOND)
        self.shot("9-writing")
        page.get_by_test_id("cancel-build").click()
        failure = page.get_by_test_id("build-failure")
        expect(failure).to_contain_text("finished and kept", timeout=60 * SECOND)
        page.reload()
        expect(failure).to_contain_text("finished and kept")
        kept = int(re.search(r"(\d+) of \d+ passages", failure.inner_text())[1])
        page.get_by_test_id("build-again").click()
        expect(progress).to_contain_text(re.compile(r"Questions about \d+ passages"), timeout=120 * SECOND)
        done = int(re.search(r"(\d+) of \d+", progress.inner_text())[1])
        check("a build that was cancelled goes on where it stopped", done >= kept > 0, f"{kept} then {done}")
        page.get_by_test_id("cancel-build").click()
        expect(failure).to_be_visible(timeout=60 * SECOND)

    def bring_a_table(self) -> None:
        check, page = self.checks.check, self.page
        file = self.options.screenshots / "fragen.csv"
        # As a Korean spreadsheet saves it; the second row has no answer.
        file.write_bytes("번호,질문,답변\r\n1,열쇠는 어디에 있나요?,작업장 문 뒤에 걸려 있습니다.\r\n2,언제 여나요?,\r\n".encode("cp949"))
        page.goto(page.url.split("#")[0] + "#/datasets")
        page.get_by_test_id("import-dataset").set_input_files(file)
        expect(page.get_by_test_id("mapping")).to_contain_text("작업장 문 뒤에 걸려 있습니다.")
        roles = [page.get_by_test_id(f"role-{index}").input_value() for index in range(3)]
        check("the names of the columns suggest what they are", roles == ["", "question", "answer"], roles)
        self.shot("10-table")
        page.get_by_test_id("import-confirm").click()
        expect(page.get_by_test_id("skipped-row")).to_contain_text("Line 3: row with an empty answer")
        page.get_by_test_id("import-open").click()
        expect(page.get_by_test_id("example")).to_have_count(1)
        expect(page.get_by_test_id("example").first).to_contain_text("열쇠는 어디에 있나요?")
        check("a table becomes a dataset, and the row that cannot be used is told", True)

    def take_away(self) -> None:
        check, page = self.checks.check, self.page
        page.get_by_test_id("nav-adapters").click()
        card = page.get_by_test_id("adapter")
        card.first.wait_for()
        with page.expect_download() as download:
            card.first.get_by_test_id("export-bundle").first.click()
        download.value.save_as(self.bundle)
        faults = bundle_faults(self.bundle)
        check("the bundle is complete and its digests fit", faults == [], faults)
        count = card.count()
        card.first.get_by_test_id("delete-adapter").click()
        page.get_by_test_id("confirm").wait_for()
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("confirm")).to_be_hidden()
        check("leaving the question keeps the adapter", card.count() == count)
        card.first.get_by_test_id("delete-adapter").click()
        page.get_by_test_id("confirm-action").click()
        expect(card).to_have_count(count - 1)
        page.get_by_test_id("import-bundle").set_input_files(self.bundle)
        expect(card).to_have_count(count, timeout=30 * SECOND)
        check("the exported bundle can be imported again", True)

    def clean_up(self) -> None:
        page = self.page
        page.goto(page.url.split("#")[0] + "#/chat")
        rows = page.get_by_test_id("conversation")
        rows.first.wait_for()
        count = rows.count()
        rows.first.hover()
        rows.first.get_by_test_id("delete-conversation").click()
        page.get_by_test_id("confirm-action").click()
        expect(rows).to_have_count(count - 1)
        self.checks.check("a conversation can be deleted", True)


def check_login_note(browser: Browser, checks: Checks, options: argparse.Namespace) -> None:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(options.url.split("/login")[0])
    page.get_by_test_id("expired").wait_for()
    text = page.get_by_test_id("expired").inner_text()
    checks.check("without a login the page says how to get one", "diapason serve" in text and "make demo" in text, text)
    page.screenshot(path=options.screenshots / "expired.png")
    context.close()


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", help="the one-time login link that `diapason serve` prints")
    parser.add_argument("--screenshots", type=Path, required=True, help="folder for pictures of every page")
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "examples" / "handbook", help="the folder to drop")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--patience", type=float, default=900, help="seconds that the run may take")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    return parser.parse_args()


def main() -> int:
    options = parse_options()
    options.screenshots.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, chromium_sandbox=False)
        page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US", color_scheme="light").new_page()
        page.set_default_timeout(60 * SECOND)
        faults, hosts = watch_console(page), watch_hosts(page)
        checks = Checks(page, options.screenshots)
        journey = Journey(page, checks, options)
        parts = [journey.log_in, journey.drop, journey.build, journey.tune, journey.chat, journey.compare, journey.curate]
        for part in parts:
            with checks.part(part.__name__.replace("_", " ")):
                part()
        with checks.part("every page"):
            visit_all_pages(page, checks, options.screenshots)
        for part in (journey.let_a_model_write, journey.bring_a_table, journey.take_away, journey.clean_up):
            with checks.part(part.__name__.replace("_", " ")):
                part()
        with checks.part("login note"):
            check_login_note(browser, checks, options)
        checks.check("the page threw nothing and kept its policy", faults == [], faults)
        checks.check("the page asked nobody but the server", len(hosts - {"data"}) == 1, hosts)
        browser.close()
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
