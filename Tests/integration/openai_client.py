#!/usr/bin/env python3
"""Drives the running server with the official `openai` client: models, chat, streaming, echoed log-probabilities.

Needs the `openai` package (Tests/integration/run.sh makes an environment for it). With MODEL=/path/to.gguf the
real model answers, else the tiny one.
"""

import contextlib
import math
import os
import unittest

import openai

from harness import model_file, result, running_server, temporary_folder


class OfficialClient(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        stack = contextlib.ExitStack()
        cls.addClassCleanup(stack.close)
        folder = stack.enter_context(temporary_folder())
        result("models", "import", model_file(folder), "--name", "base", home=folder / "home")
        cls.server = stack.enter_context(running_server(folder / "home"))
        cls.client = openai.OpenAI(base_url=cls.server.url + "/v1", api_key=cls.server.token, max_retries=0)

    messages = [{"role": "user", "content": "What is the capital of France?"}]

    def test_models_are_listed(self):
        names = [model.id for model in self.client.models.list()]
        self.assertEqual(names, ["base"])
        self.assertEqual(self.client.models.retrieve("base").id, "base")

    def test_chat_answers(self):
        answer = self.client.chat.completions.create(
            model="base", messages=self.messages, max_tokens=12, temperature=0)
        [choice] = answer.choices
        self.assertIn(choice.finish_reason, ("stop", "length"))
        self.assertLessEqual(answer.usage.completion_tokens, 12)
        self.assertEqual(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens)
        if os.environ.get("MODEL"):
            self.assertIn("Paris", choice.message.content)

    def test_streamed_chat_is_the_same_text(self):
        whole = self.client.chat.completions.create(
            model="base", messages=self.messages, max_tokens=12, temperature=0)
        pieces, reasons, usage = [], [], None
        stream = self.client.chat.completions.create(
            model="base", messages=self.messages, max_tokens=12, temperature=0, stream=True,
            stream_options={"include_usage": True})
        for chunk in stream:
            usage = chunk.usage or usage
            for choice in chunk.choices:
                pieces.append(choice.delta.content or "")
                if choice.finish_reason:
                    reasons.append(choice.finish_reason)
        self.assertEqual("".join(pieces), whole.choices[0].message.content)
        self.assertEqual(reasons, [whole.choices[0].finish_reason])
        self.assertEqual(usage.completion_tokens, whole.usage.completion_tokens)

    def test_a_seed_repeats_an_answer(self):
        texts = {
            self.client.chat.completions.create(
                model="base", messages=self.messages, max_tokens=12, temperature=1, seed=11
            ).choices[0].message.content for _ in range(3)}
        self.assertEqual(len(texts), 1)

    def test_chat_gives_log_probabilities(self):
        answer = self.client.chat.completions.create(
            model="base", messages=self.messages, max_tokens=4, temperature=0, logprobs=True, top_logprobs=3)
        content = answer.choices[0].logprobs.content
        self.assertEqual(len(content), answer.usage.completion_tokens)
        for token in content:
            self.assertLessEqual(token.logprob, 0)
            self.assertEqual(len(token.top_logprobs), 3)
            self.assertAlmostEqual(token.logprob, token.top_logprobs[0].logprob, places=4)

    def test_a_prompt_is_echoed_with_its_log_probabilities(self):
        prompt = "The quick brown fox jumps over the lazy dog."
        answer = self.client.completions.create(model="base", prompt=prompt, max_tokens=0, echo=True, logprobs=1)
        [choice] = answer.choices
        self.assertEqual(choice.text, prompt)
        found = choice.logprobs
        self.assertEqual("".join(found.tokens), prompt)
        self.assertEqual(len(found.token_logprobs), answer.usage.prompt_tokens)
        self.assertIsNone(found.token_logprobs[0])
        self.assertTrue(all(value <= 0 and math.isfinite(value) for value in found.token_logprobs[1:]))
        self.assertEqual(found.text_offset, [len("".join(found.tokens[:i])) for i in range(len(found.tokens))])

    def test_a_prompt_of_token_ids_scores_as_its_text(self):
        prompt = "Hello there"
        echoed = self.client.completions.create(model="base", prompt=prompt, max_tokens=0, echo=True, logprobs=0)
        twice = self.client.completions.create(
            model="base", prompt=[prompt, prompt + "!"], max_tokens=0, echo=True, logprobs=0)
        self.assertEqual([choice.index for choice in twice.choices], [0, 1])
        self.assertEqual(twice.choices[0].logprobs.token_logprobs, echoed.choices[0].logprobs.token_logprobs)
        ids = self.client.completions.create(
            model="base", prompt=[10, 20, 30, 40], max_tokens=0, echo=True, logprobs=0)
        self.assertEqual(len(ids.choices[0].logprobs.token_logprobs), 4)

    def test_completions_go_on_and_stop(self):
        answer = self.client.completions.create(model="base", prompt="One, two,", max_tokens=6, temperature=0)
        self.assertLessEqual(answer.usage.completion_tokens, 6)
        text = answer.choices[0].text
        if len(text) > 1:
            stopped = self.client.completions.create(
                model="base", prompt="One, two,", max_tokens=6, temperature=0, stop=[text[1:3]])
            self.assertEqual(stopped.choices[0].text, text[: text.index(text[1:3])])
        streamed = "".join(
            chunk.choices[0].text for chunk in self.client.completions.create(
                model="base", prompt="One, two,", max_tokens=6, temperature=0, stream=True) if chunk.choices)
        self.assertEqual(streamed, text)

    def test_errors_arrive_as_the_clients_own(self):
        with self.assertRaises(openai.NotFoundError) as caught:
            self.client.chat.completions.create(model="nobody", messages=self.messages)
        self.assertIn("nobody", str(caught.exception))
        with self.assertRaises(openai.BadRequestError):
            self.client.chat.completions.create(model="base", messages=self.messages, temperature=-1)
        with self.assertRaises(openai.BadRequestError):
            self.client.completions.create(model="base", prompt=[10**9], max_tokens=1)
        with self.assertRaises(openai.AuthenticationError):
            openai.OpenAI(base_url=self.server.url + "/v1", api_key="tml-wrong", max_retries=0).models.list()


if __name__ == "__main__":
    unittest.main()
