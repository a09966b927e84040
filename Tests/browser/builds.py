"""A model that writes questions while a dataset is built: chosen, watched, cancelled, gone on with."""

from __future__ import annotations

import re
from pathlib import Path

from mock.server import JOB
from playwright.sync_api import Page, expect
from support import Checks, accessibility_faults


def walk_builds(page: Page, checks: Checks, root: str, server: type, folder: Path) -> None:
    choose_a_writer(page, checks, root, folder)
    options = {"writer": "starter", "questionsPerChunk": 4}
    server.lost.update(job=JOB, options=options)
    page.goto(f"{root}#/datasets/handbook")
    page.reload()
    progress = page.get_by_test_id("build-progress")
    expect(progress).to_contain_text("12 of 40")
    expect(progress).to_contain_text("Questions about 40 passages")
    page.screenshot(path=folder / "build-running.png")
    page.get_by_test_id("cancel-build").click()
    page.wait_for_timeout(300)
    page.reload()
    failure = page.get_by_test_id("build-failure")
    expect(failure).to_contain_text("12 of 40 passages are finished and kept.")
    page.screenshot(path=folder / "build-cancelled.png")
    faults = accessibility_faults(page)
    checks.check("a cancelled build says what is kept", faults == [], faults)
    with page.expect_request(re.compile(r"/api/datasets$")) as request:
        page.get_by_test_id("build-again").click()
    checks.check("going on asks for the same build again", request.value.post_data_json["options"] == options, request.value.post_data_json)
    server.lost.clear()
    server.lost.update(lastFailure={**JOB, "state": "failed", "done": 0, "message": "The disk is full.", "phrase": None})
    page.reload()
    expect(failure).to_contain_text("The disk is full.")
    checks.check("a failed build is told after a reload too", failure.get_by_test_id("build-again").count() == 1)
    page.goto(f"{root}#/datasets")
    expect(page.get_by_test_id("dataset").first).to_contain_text("The disk is full.")
    server.lost.clear()
    page.reload()


def choose_a_writer(page: Page, checks: Checks, root: str, folder: Path) -> None:
    page.goto(f"{root}#/documents/handbook")
    page.get_by_test_id("make-dataset").click()
    page.get_by_test_id("goal-with-writer").click()
    page.get_by_test_id("writer").select_option("@server")
    expect(page.get_by_test_id("recipe-start")).to_be_disabled()
    page.locator("#writer-address").fill("http://192.168.0.9:11434/v1")
    page.locator("#writer-model").fill("llama3")
    checks.check("another machine is no writer", page.get_by_test_id("recipe-start").is_disabled() and page.locator("#writer-address").get_attribute("aria-invalid") == "true")
    page.locator("#writer-address").fill("http://127.0.0.1:11434/v1")
    page.locator("#writer-count").fill("6")
    page.screenshot(path=folder / "writer.png")
    faults = accessibility_faults(page)
    checks.check("the choice of a writer has no serious accessibility fault", faults == [], faults)
    with page.expect_request(re.compile(r"/api/datasets$")) as request:
        page.get_by_test_id("recipe-start").click()
    sent = request.value.post_data_json["options"]
    checks.check("the writer is told to the server", sent == {"writer": "llama3", "writerServer": "http://127.0.0.1:11434/v1", "questionsPerChunk": 6}, sent)
