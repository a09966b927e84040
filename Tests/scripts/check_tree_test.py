"""Tests of scripts/check-tree.py: what it refuses, and what it lets pass."""

import importlib.util
import pathlib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPECIFICATION = importlib.util.spec_from_file_location("check_tree", ROOT / "scripts/check-tree.py")
check_tree = importlib.util.module_from_spec(SPECIFICATION)
SPECIFICATION.loader.exec_module(check_tree)


class TreeRules(unittest.TestCase):
    def test_calls_that_do_not_belong_in_libraries_are_seen(self):
        for line in ['print("x")', "let a = try! b()", "let a = b as! C", 'fatalError("no")', "  dump(x)"]:
            self.assertTrue(check_tree.BANNED.search(line), line)
        for line in ["blueprint(x)", "StandardError.print(x)", "try a()", "x as? C", "reprint(x)"]:
            self.assertFalse(check_tree.BANNED.search(line), line)

    def test_comments_are_not_code(self):
        self.assertEqual(check_tree.code("    /// Never `try!`."), "")
        self.assertEqual(check_tree.code("let a = 1 // print(a)"), "let a = 1")

    def test_escapes_from_the_type_checker_are_counted(self):
        self.assertEqual(len(check_tree.ESCAPES.findall("final class A: @unchecked Sendable {")), 1)
        self.assertEqual(len(check_tree.ESCAPES.findall("nonisolated(unsafe) var a = 1")), 1)
        self.assertEqual(len(check_tree.ESCAPES.findall("struct A: Sendable {")), 0)

    def test_a_resource_of_another_host_is_seen(self):
        for line in ['<script src="https://cdn.example/x.js">', "import x from 'https://esm.example/x';",
                     "@import url(https://fonts.example/x.css);", '<link rel="stylesheet" href="http://a.example/x">']:
            self.assertTrue(check_tree.OUTSIDE.search(line), line)
        for line in ['<script src="/js/main.js">', "import { h } from '../lib/h.js';", "// see https://example.org"]:
            self.assertFalse(check_tree.OUTSIDE.search(line), line)

    def test_a_large_file_is_found(self):
        limit = check_tree.BASELINES["largeFileBytes"]
        self.assertGreater((ROOT / "LICENSE").stat().st_size, 0)
        check_tree.BASELINES["largeFileBytes"] = 10
        try:
            self.assertEqual(len(check_tree.large_files(["LICENSE", "no-such-file"])), 1)
        finally:
            check_tree.BASELINES["largeFileBytes"] = limit


if __name__ == "__main__":
    unittest.main()
