#!/usr/bin/env python3
"""Folders that are read again, and servers and readers that are killed while they read.

What did not change is not read again, a renamed file keeps its document, a vanished one is marked; and whatever is killed at
whatever moment, after a new start every file is there once and the totals are those of the folder.

Standard library only. Environment: KILLS (default 20), FILES (default 500), SEED for the moments.
"""

import contextlib
import os
import random
import signal
import time
import unittest

from harness import Server, processes_of, running_server, temporary_folder

FILES = int(os.environ.get("FILES") or 500)
PROSE = "\n\n".join(
    [
        "The boiler is a kettle that heats the workshop from October until the end of April.",
        "The reed voicer is a person who tunes each reed by hand before it leaves the bench.",
        "The lift is a machine that carries up to four people or three hundred kilograms of pipes.",
    ]
)
KILLS = int(os.environ.get("KILLS") or 20)


class ReadAgain(unittest.TestCase):
    def setUp(self):
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        self.folder = stack.enter_context(temporary_folder())
        self.home = self.folder / "home"
        self.documents = self.folder / "papers"
        self.documents.mkdir()

    def write(self, name: str, text: str):
        path = self.documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def listed(self, server) -> dict[str, dict]:
        found, offset = {}, 0
        while True:
            page = server.request("GET", f"/api/documents?collection=papers&limit=500&offset={offset}")
            for document in page["documents"]:
                self.assertNotIn(document["name"], found, "twice in the list")
                found[document["name"]] = document
            offset += len(page["documents"])
            if offset >= page["total"]:
                return found

    def ingest(self, server):
        server.request("POST", "/api/collections/papers/ingest", {"uploadIds": [], "paths": [str(self.documents)]})

    def await_rest(self, server):
        until = time.monotonic() + 120
        while time.monotonic() < until:
            collection = server.request("GET", "/api/collections/papers")
            if not collection.get("job"):
                return collection
            time.sleep(0.05)
        self.fail("reading took more than two minutes")

    def test_only_what_changed_is_read(self):
        self.write("kept.txt", "The boiler is lit at six in the morning.\n")
        self.write("renamed.txt", "The keys hang behind the door of the workshop.\n")
        self.write("changed.txt", "The shop opens at nine.\n")
        self.write("gone.txt", "The old price list is not valid any more.\n")
        with running_server(self.home) as server:
            server.request("POST", "/api/collections", {"name": "papers"})
            self.ingest(server)
            self.assertEqual(self.await_rest(server)["used"], 4)
            first = self.listed(server)
            (self.documents / "gone.txt").unlink()
            (self.documents / "renamed.txt").rename(self.documents / "other.txt")
            self.write("changed.txt", "The shop opens at ten.\n")
            self.write("added.txt", "The lift holds four people.\n")
            self.ingest(server)
            collection = self.await_rest(server)
            second = self.listed(server)
        self.assertEqual((collection["used"], collection["skipped"], collection["vanished"]), (4, 0, 1))
        self.assertEqual(second["papers/kept.txt"], first["papers/kept.txt"])
        self.assertEqual(second["papers/other.txt"]["id"], first["papers/renamed.txt"]["id"])
        self.assertNotIn("papers/renamed.txt", second)
        self.assertNotEqual(second["papers/changed.txt"]["digest"], first["papers/changed.txt"]["digest"])
        self.assertEqual(second["papers/changed.txt"]["id"], first["papers/changed.txt"]["id"])
        self.assertEqual(second["papers/changed.txt"]["revision"], 2)
        self.assertTrue(second["papers/gone.txt"]["vanishedAt"])
        self.assertIn("papers/added.txt", second)

    def test_rows_show_what_their_document_was(self):
        self.write("hours.md", "# Hours\n\nThe workshop is a place that opens at nine in the morning on weekdays.\n\n" + PROSE)
        with running_server(self.home) as server:
            server.request("POST", "/api/collections", {"name": "papers"})
            self.ingest(server)
            self.await_rest(server)
            server.request("POST", "/api/datasets", {"collection": "papers", "recipe": "know-my-documents"})
            self.await_dataset(server, 1)
            self.assertEqual(self.sources(server, 1), {("current", 1)})
            self.write("hours.md", "# Hours\n\nThe workshop is a place that opens at ten in the morning on weekdays.\n\n" + PROSE)
            self.ingest(server)
            self.await_rest(server)
            self.assertEqual(self.sources(server, 1), {("changed", 1)})
            row = server.request("GET", "/api/datasets/papers/examples?version=1&query=nine&limit=1")["examples"][0]
            self.assertIn("opens at nine", row["source"]["excerpt"])
            document = row["source"]["documentId"]
            before = server.request("GET", f"/api/documents/{document}?revision=1")
            self.assertIn("opens at nine", str(before["blocks"]))
            self.assertEqual((before["revision"], before["currentRevision"]), (1, 2))
            self.assertIn("opens at ten", str(server.request("GET", f"/api/documents/{document}")["blocks"]))
            server.request("POST", "/api/datasets", {"collection": "papers", "recipe": "know-my-documents"})
            self.await_dataset(server, 2)
            self.assertEqual(self.sources(server, 2), {("current", 2)})

    def await_dataset(self, server, version):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            dataset = server.request("GET", "/api/datasets/papers")["dataset"]
            self.assertIsNone(dataset.get("lastFailure"))
            if not dataset.get("job") and dataset["latestVersion"] >= version:
                return
            time.sleep(0.05)
        self.fail("building took more than a minute")

    def sources(self, server, version):
        rows = server.request("GET", f"/api/datasets/papers/examples?version={version}&limit=500")["examples"]
        return {(row["source"]["state"], row["source"]["revision"]) for row in rows}

    def test_totals_reconcile_whatever_is_killed(self):
        draw = random.Random(os.environ.get("SEED"))
        expected = {"used": 0, "duplicate": 0, "skipped": 0}
        for number in range(FILES):
            kind = number % 10
            if kind == 8:
                (self.documents / f"{number:03}.bin").write_bytes(bytes(range(256)) * 2)
                expected["skipped"] += 1
            elif kind == 9 and number >= 10:
                self.write(f"{number:03}.txt", f"Drawer {number - 9} holds the reeds of organ {number - 9}.\n")
                expected["duplicate"] += 1
            else:
                self.write(f"part{number % 7}/{number:03}.txt", f"Drawer {number} holds the reeds of organ {number}.\n")
                expected["used"] += 1
        server = Server(self.home)
        try:
            server.await_health()
            server.request("POST", "/api/collections", {"name": "papers"})
            self.ingest(server)
            for kill in range(KILLS):
                time.sleep(draw.uniform(0, 0.25))
                readers = processes_of(server.process.pid, "extract")
                if kill % 2 and readers:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(draw.choice(readers), signal.SIGKILL)
                else:
                    server.stop(kill=True)
                    server = Server(self.home)
                    server.await_health()
                if not server.request("GET", "/api/collections/papers").get("job"):
                    self.ingest(server)
            self.await_rest(server)
            # A reader that was killed costs the file that it held; reading the folder again takes that up.
            self.ingest(server)
            collection = self.await_rest(server)
            names = self.listed(server)
        finally:
            server.stop()
        self.assertEqual({key: collection[key] for key in expected}, expected)
        self.assertEqual(len(names), FILES)
        self.assertEqual(collection["vanished"], 0)
        print(f"{KILLS} kills over {FILES} files: {expected}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
