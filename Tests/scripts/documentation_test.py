"""The documentation names only what exists: links, files, targets, make targets and commands."""

import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
TOP = ("Sources/", "Tests/", "web/", "scripts/", "packaging/", "configs/", "docs/", "examples/")
# Fetched at set-up, so a fresh clone does not have it.
NOT_COMMITTED = ("web/vendor",)


def text(path: pathlib.Path) -> str:
    return path.read_text(encoding="utf-8")


class Documentation(unittest.TestCase):
    def test_relative_links_lead_somewhere(self):
        for page in PAGES:
            for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text(page)):
                if not link.startswith(("http:", "https:", "mailto:")):
                    self.assertTrue((page.parent / link).exists(), f"{page.name}: {link}")

    def test_named_files_exist(self):
        for page in PAGES:
            for name in re.findall(r"`([\w./+-]+)`", text(page)):
                if name.startswith(TOP) and not name.startswith(NOT_COMMITTED):
                    found = any(ROOT.glob(name)) if "*" in name else (ROOT / name).exists()
                    self.assertTrue(found, f"{page.name}: {name}")

    def test_every_target_has_its_paragraph(self):
        page = text(ROOT / "docs/architecture.md")
        for folder in (ROOT / "Sources").iterdir():
            self.assertIn(f"`{folder.name}`", page)

    def test_every_decision_is_listed(self):
        listed = text(ROOT / "docs/decisions/README.md")
        for page in (ROOT / "docs/decisions").glob("[0-9]*.md"):
            self.assertIn(f"({page.name})", listed)
            self.assertRegex(text(page), r"(?m)^\*\*Status:\*\* (accepted|superseded by \[\d{4}\])", page.name)

    def test_make_targets_exist(self):
        makefile = text(ROOT / "Makefile")
        for page in [*PAGES, ROOT / "scripts/lint.sh", ROOT / "scripts/setup.sh"]:
            for target in re.findall(r"`make ([a-z-]+)", text(page)):
                self.assertRegex(makefile, rf"(?m)^{target}[a-z ]*:", f"{page.name}: make {target}")


if __name__ == "__main__":
    unittest.main()
