"""Imports a table on the page of datasets: its columns are mapped, and the rows that cannot be used are told."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from support import Checks, accessibility_faults

TABLE = "Id,Frage,Antwort\n1,Wann?,Um neun\n2,Wo?,\n3,Wer?,Anna\n"


def walk_tables(page: Page, checks: Checks, root: str, folder: Path) -> None:
    file = folder / "fragen.csv"
    file.write_text(TABLE, encoding="utf-8")
    page.goto(f"{root}#/datasets")
    page.get_by_test_id("import-dataset").set_input_files(file)
    mapping = page.get_by_test_id("mapping")
    expect(mapping).to_contain_text("Um neun")
    expect(page.get_by_test_id("import-confirm")).to_be_disabled()
    page.get_by_test_id("role-1").select_option("question")
    expect(page.get_by_test_id("mapping-state")).to_contain_text("Choose the column that answers")
    page.get_by_test_id("role-2").select_option("answer")
    for width, name in ((1280, "wide"), (390, "narrow")):
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=folder / f"import-{name}.png")
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        checks.check(f"the mapping fits a {name} page", overflow <= 0, f"{overflow} px too wide")
    page.set_viewport_size({"width": 1280, "height": 900})
    faults = accessibility_faults(page)
    checks.check("the mapping has no serious accessibility fault", faults == [], faults)
    with page.expect_request("**/api/datasets/import?*") as request:
        page.get_by_test_id("import-confirm").click()
    checks.check("the mapping is sent", "map=question%3DFrage%2Canswer%3DAntwort" in request.value.url, request.value.url)
    expect(page.get_by_test_id("skipped-row")).to_contain_text("Line 3: row with an empty answer")
    page.screenshot(path=folder / "import-result.png")
    faults = accessibility_faults(page)
    checks.check("the rows that cannot be used are told with their lines", faults == [], faults)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("import-result")).to_be_hidden()
