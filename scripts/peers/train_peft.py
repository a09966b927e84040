"""The peer for training speed: PyTorch and PEFT on the processor, the same work as `diapason bench train`.

Workloads:
  packed        sequences of random tokens, loss on every token
  instructions  the chats of --data through the model's template, padded to the longest of the step, loss on answers
Prints one JSON object: tokens_per_second (real tokens, never padding), examples_per_second, losses (one a step).
LoRA as in Diapason's default: on every linear layer but the output head, alpha 32, no dropout, AdamW.
"""

import argparse
import json
import os
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

IGNORED = -100


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, help="a Hugging Face folder")
    parser.add_argument("--workload", choices=["packed", "instructions"], default="packed")
    parser.add_argument("--data", help="chats as JSONL, for the instructions workload")
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--length", type=int, default=512)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--steps", type=int, default=4, help="timed steps, after one to warm up")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    return parser.parse_args()


def chat(tokenizer, messages):
    """The ids of a chat, and the same with everything but the answers ignored."""
    ids, labels = [], []
    for end, message in enumerate(messages, 1):
        if message["role"] != "assistant":
            continue
        prompt = tokenizer.apply_chat_template(messages[: end - 1], tokenize=False, add_generation_prompt=True)
        whole = tokenizer.apply_chat_template(messages[:end], tokenize=False)
        start = len(tokenizer(prompt, add_special_tokens=False)["input_ids"])
        ids = tokenizer(whole, add_special_tokens=False)["input_ids"]
        labels += [IGNORED] * (start - len(labels)) + ids[start:]
    return ids, labels


def packed_batches(options):
    generator = torch.Generator().manual_seed(0)
    ids = torch.randint(100, 40000, (options.batch, options.length), generator=generator)
    while True:
        yield {"input_ids": ids, "labels": ids, "attention_mask": torch.ones_like(ids)}, ids.numel()


def instruction_batches(options):
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    with open(options.data, encoding="utf-8") as file:
        rows = [chat(tokenizer, json.loads(line)["messages"]) for line in file]
    first = 0
    while True:
        some = [rows[(first + index) % len(rows)] for index in range(options.batch)]
        first += options.batch
        longest = max(len(ids) for ids, _ in some)

        def padded(values, filler):
            return torch.tensor([row + [filler] * (longest - len(row)) for row in values])

        yield {
            "input_ids": padded([ids for ids, _ in some], 0),
            "labels": padded([labels for _, labels in some], IGNORED),
            "attention_mask": padded([[1] * len(ids) for ids, _ in some], 0),
        }, sum(len(ids) for ids, _ in some)


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_pretrained(options.model, dtype=getattr(torch, options.dtype))
    model = get_peft_model(model, LoraConfig(
        r=options.rank, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM"))
    model.train()
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-4)
    batches = packed_batches(options) if options.workload == "packed" else instruction_batches(options)
    losses, tokens, seconds = [], 0, 0.0
    for step in range(options.steps + 1):
        batch, real = next(batches)
        start = time.perf_counter()
        loss = model(**batch).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        if step > 0:
            seconds += time.perf_counter() - start
            tokens += real
        losses.append(loss.item())
    print(json.dumps({
        "engine": "pytorch+peft", "workload": options.workload, "dtype": options.dtype, "threads": options.threads,
        "tokens_per_second": tokens / seconds, "examples_per_second": options.steps * options.batch / seconds,
        "losses": losses}))


if __name__ == "__main__":
    main()
