#!/usr/bin/env python3
"""Kills the training process, then the server, at random steps: the run resumes and ends as if nothing had been.

Standard library only. With MODEL=/path/to.gguf the real model is trained (minutes), else the tiny one (seconds).
Environment: STEPS (default 120 with the tiny model, 24 with MODEL), SEED for the choice of the step.
"""

import contextlib
import os
import random
import signal
import threading
import time
import unittest

from harness import STATES_AT_REST, facts, model_file, processes_of, result, running_server, temporary_folder

REAL = bool(os.environ.get("MODEL"))
STEPS = int(os.environ.get("STEPS") or (24 if REAL else 120))
CHECKPOINT_EVERY = max(2, STEPS // 12)


class KillAndResume(unittest.TestCase):
    def setUp(self):
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        self.folder = stack.enter_context(temporary_folder())
        self.home = self.folder / "home"
        self.draw = random.Random(os.environ.get("SEED"))
        result("models", "import", model_file(self.folder), "--name", "base", home=self.home)
        rows = self.folder / "rows.jsonl"
        rows.write_bytes(facts())
        result("datasets", "import", rows, "--name", "boxes", home=self.home)

    def start(self, server, adapter: str) -> str:
        settings = {
            "steps": STEPS, "batchExamples": 4, "checkpointEvery": CHECKPOINT_EVERY, "maximumLength": 128,
            "evaluateEvery": STEPS // 2, "seed": 5, "threads": 1}
        body = {"dataset": "boxes", "model": "base", "adapter": adapter, "settings": settings}
        return server.request("POST", "/api/runs", body)["id"]

    def adapter_bytes(self, run: str) -> bytes:
        return (self.home / "runs" / run / "adapter/adapter_model.safetensors").read_bytes()

    def step_to_die_at(self) -> int:
        step = self.draw.randint(CHECKPOINT_EVERY + 1, STEPS * 3 // 4)
        print(f"killing at step {step} of {STEPS}")
        return step

    def assert_complete(self, server, run: dict):
        """The run ended, and its history has every step once."""
        self.assertEqual((run["state"], run["step"]), ("finished", STEPS), run)
        metrics = server.request("GET", f"/api/runs/{run['id']}/metrics")
        self.assertEqual([point["step"] for point in metrics["steps"]], list(range(1, STEPS + 1)))

    def test_a_killed_training_process_resumes_to_the_same_adapter(self):
        with running_server(self.home) as server:
            whole = self.start(server, "whole")
            run = server.await_run(whole, lambda run: run["state"] in STATES_AT_REST)
            self.assert_complete(server, run)

            broken = self.start(server, "broken")
            step = self.step_to_die_at()
            answers, stop = [], threading.Event()
            chat = threading.Thread(target=self.keep_chatting, args=(server, answers, stop))
            chat.start()
            try:
                server.await_run(broken, lambda run: run["step"] >= step or run["state"] in STATES_AT_REST)
                workers = processes_of(server.process.pid, "train")
                self.assertTrue(workers, "the run was over before it could be killed; raise STEPS")
                for pid in workers:
                    os.kill(pid, signal.SIGKILL)
                run = server.await_run(broken, lambda run: run["state"] in STATES_AT_REST)
                self.assertIn(run["state"], ("failed", "interrupted"), run)
                self.assertTrue(run["resumable"] and run["message"], run)
                self.assertLess(run["step"], STEPS)
            finally:
                stop.set()
                chat.join()
            self.assertTrue(answers and all(answers), "chat did not answer during the run")
            print(f"chat answered {len(answers)} times during the run")

            result("runs", "resume", broken, home=self.home)
            run = server.await_run(broken, lambda run: run["state"] in STATES_AT_REST and run["state"] != "failed")
            self.assert_complete(server, run)
        self.assertEqual(self.adapter_bytes(broken), self.adapter_bytes(whole), "the resumed run is another one")

    def keep_chatting(self, server, answers: list, stop: threading.Event):
        body = {"model": "base", "messages": [{"role": "user", "content": "Hello"}], "max_tokens": 4}
        while not stop.is_set():
            answer = server.request("POST", "/v1/chat/completions", body, timeout=120)
            answers.append(answer["usage"]["completion_tokens"] > 0)
            time.sleep(0.05)

    def test_a_killed_server_finds_the_run_again(self):
        with running_server(self.home) as server:
            run = self.start(server, "survivor")
            step = self.step_to_die_at()
            server.await_run(run, lambda run: run["step"] >= step or run["state"] in STATES_AT_REST)
            workers = processes_of(server.process.pid, "train")
            self.assertTrue(workers, "the run was over before it could be killed; raise STEPS")
            server.stop(kill=True)
        limit = time.monotonic() + 30
        while any(os.path.exists(f"/proc/{pid}") for pid in workers) and time.monotonic() < limit:
            time.sleep(0.1)
        self.assertFalse([pid for pid in workers if os.path.exists(f"/proc/{pid}")], "the worker outlived its server")

        with running_server(self.home) as server:
            found = server.request("GET", f"/api/runs/{run}")
            if found["state"] in ("failed", "interrupted"):
                self.assertTrue(found["resumable"], found)
                result("runs", "resume", run, home=self.home)
            found = server.await_run(
                run, lambda run: run["state"] in STATES_AT_REST and run["state"] not in ("failed", "interrupted"))
            self.assert_complete(server, found)
            versions = server.request("GET", "/api/adapters/survivor")["versions"]
            self.assertEqual([version["runId"] for version in versions], [run])


if __name__ == "__main__":
    unittest.main()
