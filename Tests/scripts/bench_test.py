"""Tests of the arithmetic, the tables and the parts of scripts/bench.py that measure nothing."""

import json
import os
import pathlib
import stat
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from benchmark import chats, comparisons, machine, report, serving  # noqa: E402
from benchmark.arithmetic import Bar, Sample, best, memory_limit, ratio, sample, share_of_reads  # noqa: E402
from benchmark.peers import Peers  # noqa: E402
from benchmark.processes import Failed, measure, peer_environment  # noqa: E402


def program(folder: str, body: str) -> pathlib.Path:
    """A little program of the test's own."""
    path = pathlib.Path(folder) / "program"
    path.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


class Arithmetic(unittest.TestCase):
    def test_the_middle_run_counts(self):
        self.assertEqual(Sample((5, 1, 3)).median, 3)
        self.assertEqual(Sample((4, 1, 3, 2)).median, 2.5)
        self.assertEqual(Sample((5, 1, 3)).range, (1, 5))
        self.assertEqual(sample([{"speed": 2}, {"speed": "4"}], "speed").median, 3)

    def test_the_better_peer_counts_by_its_median(self):
        peers = {"f32": Sample((1, 2, 100)), "bf16": Sample((3, 3, 3)), "other": Sample((3, 3, 3))}
        self.assertEqual(best(peers), ("bf16", peers["bf16"]))

    def test_a_ratio_is_of_medians(self):
        self.assertEqual(ratio(Sample((10, 30, 20)), Sample((8, 8, 100))), 2.5)

    def test_bars_are_reached_at_their_very_limit(self):
        self.assertTrue(Bar(2).is_met(2) and not Bar(2).is_met(1.99))
        self.assertTrue(Bar(2, at_most=True).is_met(2) and not Bar(2, at_most=True).is_met(2.01))
        for bar in (Bar(2), Bar(2, at_most=True)):
            self.assertFalse(bar.is_met(float("nan")))
            self.assertEqual(bar.verdict(float("nan")), "**missed**")

    def test_the_share_of_reads_is_of_all_weights_once_a_token(self):
        self.assertAlmostEqual(share_of_reads(100, 0.1e9, 50e9), 0.2)

    def test_a_chat_may_take_a_quarter_more_than_the_file_and_its_cache(self):
        self.assertEqual(memory_limit(1000, 300), 1550)


class Tables(unittest.TestCase):
    def test_numbers_keep_three_digits(self):
        cases = {1234.5: "1,234", 999.6: "1,000", 123.4: "123", 12.34: "12.3", 0.01234: "0.0123", 0: "0"}
        self.assertEqual({value: report.number(value) for value in cases}, cases)

    def test_one_run_has_no_range(self):
        self.assertEqual(report.spread(Sample((12.0,))), "12")
        self.assertEqual(report.spread(Sample((12.0, 10.0, 11.0))), "11 (10 to 12)")

    def test_a_row_tells_ratios_bars_and_verdicts(self):
        ours, theirs, memory = Sample((300,)), Sample((200,)), Sample((5e8,))
        row = report.speed_row(
            "work", ours, memory, "peer", theirs, Sample((1e9,)), Bar(2), Bar(0.5, at_most=True))
        self.assertEqual(row, ["work", "300", "peer 200", "1.50", "≥ 2", "**missed**", "500 MB", "0.50", "≤ 0.5 met"])
        alone = report.speed_row("work", ours, memory, None, None, None, Bar(2))
        self.assertEqual(alone, ["work", "300", "", "", "", "", "500 MB", "", ""])
        self.assertEqual(len(row), len(report.SPEED_HEADER))

    def test_a_table_is_markdown(self):
        self.assertEqual(report.table(["a", "b"], [["1", "x|y"]]), "| a | b |\n| --- | --- |\n| 1 | x\\|y |")


class Runs(unittest.TestCase):
    def test_a_process_gives_its_last_line_and_its_memory(self):
        with tempfile.TemporaryDirectory() as folder:
            path = program(folder, "import sys\nprint('loading')\nprint('{\"speed\": 3}')\nsys.stderr.write('x' * 200000)")
            result = measure([path])
        self.assertEqual(result["speed"], 3)
        self.assertGreater(result["max_rss_bytes"], 1_000_000)

    def test_a_process_without_figures_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            path = program(folder, "import sys\nsys.stderr.write('no such model')\nprint('{\"speed\": 1}')\nsys.exit(1)")
            with self.assertRaisesRegex(Failed, "ended with 1: no such model"):
                measure([path])
            self.assertEqual(measure([path], accepted=(0, 1))["speed"], 1)
            with self.assertRaisesRegex(Failed, "printed no figures"):
                measure([program(folder, "print('done')")])

    def test_peers_do_not_see_our_settings_of_openblas(self):
        kept = peer_environment({"PATH": "/bin", "OPENBLAS_CORETYPE": "x", "OPENBLAS_L2_SIZE": "1"})
        self.assertEqual(kept, {"PATH": "/bin"})

    def test_sides_take_turns(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "log"
            path = program(folder, (
                "import os, sys\nname = sys.argv[1]\n"
                f"open({str(log)!r}, 'a').write(name + os.environ.get('DIAPASON_CPU', '') + os.environ.get('HELD', '') + '\\n')\n"
                "speed = {'ours': 40, 'f32': 10, 'bf16': 16}[name]\n"
                "print('{\"tokens_per_second\": %d}' % speed)"))
            work = comparisons.Comparison(
                "work", [path, "ours"], (comparisons.Figure("speed", "tokens_per_second", Bar(2)),),
                {"f32": [path, "f32"], "bf16": [path, "bf16"]}, {"DIAPASON_CPU": "avx2"}, {"HELD": "-held"})
            kept = []
            results = comparisons.run(work, 2, Peers(pathlib.Path(folder)), kept.append)
            turns = log.read_text().split()
        self.assertEqual(turns, ["oursavx2", "f32-held", "bf16-held"] * 2)
        self.assertEqual([line["side"] for line in kept], ["diapason", "f32", "bf16"] * 2)
        [row] = comparisons.rows(work, results)
        self.assertEqual(row[:6], ["speed", "40 (40 to 40)", "bf16 16 (16 to 16)", "2.50", "≥ 2", "met"])

    def test_a_sitting_without_peers_runs_ours_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            path = program(folder, "print('{\"tokens_per_second\": 5}')")
            work = comparisons.Comparison(
                "work", [path], (comparisons.Figure("speed", "tokens_per_second", Bar(2)),), {"peer": ["/nowhere"]})
            results = comparisons.run(work, 1, None, lambda result: None)
        self.assertEqual(comparisons.rows(work, results)[0][:4], ["speed", "5", "", ""])

    def test_decoding_stands_beside_what_memory_reads_allow(self):
        results = [{"decode_tokens_per_second": 200, "weight_bytes_per_token": 1e8}]
        row = comparisons.ceiling_row("model", results, 40e9)
        self.assertEqual(row, ["model", "200", "100 MB", "20.0 of 40.0 GB/s", "50%", "≥ 60%", "**missed**"])


    def test_a_processor_without_avx512_has_the_bars_for_avx2(self):
        def bars(wide):
            works = comparisons.training("p", "m", "c", None, 1, wide)
            works += comparisons.generation("p", {"a": ("a", 2, 2), "b": ("b", 1.2, 1.2)}, None, wide)
            return {work.name: [figure.bar and figure.bar.limit for figure in work.figures] for work in works}
        self.assertEqual(bars(False), {
            "train-packed": [1.2], "train-instructions": [None], "generate-a": [1, 1], "generate-b": [1, 1]})
        self.assertEqual(bars(True), {
            "train-packed": [2], "train-instructions": [3], "train-packed-avx2": [1.2], "generate-a": [2, 2],
            "generate-b": [1.2, 1.2], "generate-a-avx2": [1, 1]})


class Conditions(unittest.TestCase):
    def test_wide_processors_have_all_that_our_kernels_use(self):
        self.assertTrue(machine.is_wide(["avx2", "avx512f", "avx512_vnni", "avx512_bf16"]))
        self.assertFalse(machine.is_wide(["avx2", "avx512f", "avx512_vnni"]))

    def test_the_processor_tells_its_name_and_the_flags_that_matter(self):
        text = "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu avx2 avx512_bf16 sse\n\nmodel name\t: Other\n"
        self.assertEqual(machine.processor(text), ("Some CPU", ["avx2", "avx512_bf16"]))

    def test_the_system_tells_the_most_memory_of_a_process(self):
        self.assertEqual(serving.peak_bytes("Name:\tx\nVmHWM:\t  2048 kB\nVmRSS:\t 1 kB\n"), 2048 * 1024)
        with self.assertRaises(Failed):
            serving.peak_bytes("Name:\tx\n")

    def test_a_stream_is_read_by_its_events(self):
        self.assertEqual(serving.piece(b'data: {"a": 1}\n'), {"a": 1})
        for line in (b"\n", b": ping\n", b"data: [DONE]\n", b"event: x\n"):
            self.assertIsNone(serving.piece(line))


class Chats(unittest.TestCase):
    def test_the_same_seed_makes_the_same_chats(self):
        self.assertEqual(chats.chats(), chats.chats())
        self.assertNotEqual(chats.chats(), chats.chats(seed=1))

    def test_chats_are_short_and_end_with_an_answer(self):
        with tempfile.TemporaryDirectory() as folder:
            path = chats.write(pathlib.Path(folder) / "made/chats.jsonl")
            rows = [json.loads(line)["messages"] for line in path.read_text(encoding="utf-8").splitlines()]
        self.assertEqual(len(rows), 128)
        for messages in rows:
            self.assertEqual([message["role"] for message in messages][-2:], ["user", "assistant"])
            self.assertTrue(all(len(message["content"]) < 160 for message in messages))
        self.assertTrue(0.1 < sum(len(messages) == 3 for messages in rows) / 128 < 0.35)


class Peer(unittest.TestCase):
    def test_lines_name_scripts_that_exist(self):
        peers = Peers(pathlib.Path("/somewhere"))
        for line in (peers.train("packed", "float32"), peers.generate(peers.gemma)):
            self.assertTrue(pathlib.Path(line[1]).is_file() and os.fspath(line[0]).startswith("/somewhere"))


if __name__ == "__main__":
    unittest.main()
