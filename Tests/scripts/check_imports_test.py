"""Tests of scripts/check-imports.py: the graph it enforces is the one in docs/architecture.md."""

import importlib.util
import pathlib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPECIFICATION = importlib.util.spec_from_file_location("check_imports", ROOT / "scripts/check-imports.py")
check_imports = importlib.util.module_from_spec(SPECIFICATION)
SPECIFICATION.loader.exec_module(check_imports)


class ImportRules(unittest.TestCase):
    def test_arrows_point_one_way(self):
        self.assertTrue(check_imports.may_import("Training", "Engine"))
        self.assertFalse(check_imports.may_import("Engine", "Training"))
        self.assertFalse(check_imports.may_import("Server", "Store"))
        self.assertFalse(check_imports.may_import("Ingest", "Store"))

    def test_a_third_party_module_has_one_home(self):
        self.assertTrue(check_imports.may_import("Store", "GRDB"))
        self.assertFalse(check_imports.may_import("Workstation", "GRDB"))
        self.assertFalse(check_imports.may_import("Server", "ArgumentParser"))

    def test_a_c_module_has_one_user(self):
        users = [target for target, modules in check_imports.ALLOWED.items() if "CKernels" in modules]
        self.assertEqual(users, ["Tensor"])
        self.assertFalse(check_imports.may_import("EngineTests", "CKernels"))

    def test_tests_may_use_what_lies_below_their_target(self):
        self.assertTrue(check_imports.may_import("TrainingTests", "Tensor"))
        self.assertFalse(check_imports.may_import("TensorTests", "Training"))
        self.assertTrue(check_imports.may_import("EngineTests", "TestSupport"))
        self.assertFalse(check_imports.may_import("Engine", "TestSupport"))

    def test_every_form_of_import_is_seen(self):
        for line in [
            "import Store", "package import Store", "@testable import Store", "internal import struct Store.Row",
            "@preconcurrency import Store", "@_spi(Inside) public import Store",
        ]:
            self.assertEqual(check_imports.IMPORT.match(line).group(1), "Store", line)
        self.assertIsNone(check_imports.IMPORT.match("// import Store"))

    def test_the_graph_has_no_cycle(self):
        for target in check_imports.ALLOWED:
            self.assertNotIn(target, check_imports.reachable(target))


if __name__ == "__main__":
    unittest.main()
