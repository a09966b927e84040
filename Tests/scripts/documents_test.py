"""Tests of the parts of scripts/benchmark/documents.py that measure nothing."""

import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from benchmark.reading import folders, tables, truth  # noqa: E402
from benchmark.reading.scores import Score, best, compare, words  # noqa: E402

PRINTED = """\
corpus: 1,203 files found = 1,000 used + 3 duplicate + 200 skipped; 9,001 characters
  skipped 199: each is a symbolic link; links are not followed.
  skipped 1: ‘a/b.bin’ is a program; leave it out.
"""


class Scores(unittest.TestCase):
    def test_words_are_counted_as_often_as_they_stand(self):
        score = compare("the kiln the", "the the the glaze")
        self.assertEqual((score.common, score.found, score.wanted), (2, 3, 4))
        self.assertEqual(score.recall, 0.5)
        self.assertAlmostEqual(score.precision, 2 / 3)

    def test_trigrams_see_the_order(self):
        self.assertEqual(compare("a b c d", "a b c d").trigram_recall, 1)
        self.assertEqual(compare("d c b a", "a b c d").trigram_recall, 0)

    def test_every_character_of_chinese_is_a_word(self):
        self.assertEqual(words("窯は Hot"), ["窯", "は", "hot"])

    def test_counts_add_up_over_files(self):
        self.assertEqual(compare("a", "a b") + compare("c", "c"), Score(2, 2, 3, 0, 0))

    def test_the_variant_that_the_file_is_counts(self):
        self.assertEqual(best("a b c", ["a b c contents", "a b c"]).recall, 1)


class Truth(unittest.TestCase):
    def test_contents_go_wherever_they_stand(self):
        chapter = ["Contents", "2.1. Firing", "2.2. Cooling", "", "2.1. Firing", "Text one.", "2.2. Cooling", "Text two."]
        lines = ["Preface", "text"] * 8 + chapter
        kept = truth.without_contents(lines, [])
        self.assertEqual(kept[-6:], ["Contents", "", "2.1. Firing", "Text one.", "2.2. Cooling", "Text two."])

    def test_a_sentence_that_stands_twice_is_no_entry(self):
        lines = ["Start."] * 1 + [str(n) for n in range(20)] + ["See below.", "Other.", "See below.", "End."]
        self.assertEqual(truth.without_contents(lines, [])[-4:], ["See below.", "Other.", "See below.", "End."])

    def test_cells_of_drawn_tables_are_joined(self):
        drawn = ["|the |is  |", "|kiln|hot |", "+---+---+", "|a|b|", "end"]
        self.assertEqual(
            truth.unwrapped_tables(drawn), ["the kiln", "is hot", "+---+---+", "a", "b", "end"])


class Folders(unittest.TestCase):
    def test_outcomes_are_read_and_reconciled(self):
        outcome = folders.outcomes(PRINTED)
        self.assertEqual((outcome["found"], outcome["skipped"]), (1203, 200))
        self.assertEqual(outcome["reasons"][1], [1, "is a program; leave it out."])
        self.assertEqual(folders.contradictions(outcome, 1203), [])

    def test_what_does_not_add_up_is_said(self):
        outcome = folders.outcomes(PRINTED)
        self.assertEqual(len(folders.contradictions(outcome | {"used": 1}, 1203)), 1)
        self.assertEqual(len(folders.contradictions(outcome | {"reasons": []}, 1203)), 1)
        self.assertEqual(len(folders.contradictions(outcome, 1204)), 1)
        self.assertIsNone(folders.outcomes("nothing"))

    def test_links_are_files_of_a_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            (place / "inner").mkdir()
            (place / "inner/a.txt").write_text("a", encoding="utf-8")
            (place / "link").symlink_to(place / "inner")
            self.assertEqual(folders.files(place), 2)
            self.assertEqual(folders.files(place / "inner/a.txt"), 1)


class Tables(unittest.TestCase):
    def test_like_reasons_of_one_corpus_stand_in_one_line(self):
        row = {
            "corpus": "c", "files": 3, "found": 3, "used": 1, "duplicate": 0, "skipped": 2, "seconds": 1.0,
            "cpuSeconds": 1.0, "serverBytes": 1 << 20, "workerBytes": 2 << 20, "helperBytes": 0,
            "reasons": [[1, "is x."], [1, "is x."]]}
        text = tables.corpora([row])
        self.assertIn("| c | 3 | 3 | 1 | 0 | 2 | 1.0 | 1.0 | 1 | 2 | 0 |", text)
        self.assertIn("| c | 2 | is x. |", text)


if __name__ == "__main__":
    unittest.main()
