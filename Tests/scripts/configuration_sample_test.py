"""The sample in configs/ names every key that the program reads, and no other, with values of the right type."""

import pathlib
import re
import tomllib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
READER = ROOT / "Sources/Workstation/Configuration/ConfigurationFile.swift"
SAMPLE = ROOT / "configs/workstation.toml"


def flattened(table: dict, prefix: str = "") -> dict:
    """The keys of a table with their sections before them."""
    found = {}
    for key, value in table.items():
        found |= flattened(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
    return found


class ConfigurationSample(unittest.TestCase):
    def test_it_names_every_key_and_no_other(self):
        reader = READER.read_text(encoding="utf-8")
        known = set(re.findall(r'^ +"([a-z_.]+)": (?:\(|\\)', reader, re.M))
        self.assertIn("server.port", known)
        text = SAMPLE.read_text(encoding="utf-8")
        uncommented = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.M)
        self.assertEqual(set(flattened(tomllib.loads(uncommented))), known)

    def test_every_key_has_a_comment(self):
        lines = SAMPLE.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if re.match(r"(?:# )?\w+ = ", line):
                self.assertTrue(lines[number - 1].startswith("# "), f"line {number + 1}: {line}")


if __name__ == "__main__":
    unittest.main()
