"""The peer for generation speed: llama.cpp on the processor, the same work as `diapason bench generate`.

Prints one JSON object: prefill_tokens_per_second and decode_tokens_per_second, each the best of --runs.
"""

import argparse
import json
import os
import random
import time

from llama_cpp import Llama


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, help="a GGUF file")
    parser.add_argument("--prompt-tokens", type=int, default=512)
    parser.add_argument("--new-tokens", type=int, default=128)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    return parser.parse_args()


def main():
    options = arguments()
    llama = Llama(
        model_path=options.model, n_ctx=options.prompt_tokens + options.new_tokens, n_batch=512,
        n_threads=options.threads, n_threads_batch=options.threads, verbose=False)
    source = random.Random(0)
    prompt = [source.randrange(100, min(40_000, llama.n_vocab())) for _ in range(options.prompt_tokens)]
    prefill = decode = 0.0
    for _ in range(options.runs):
        llama.reset()
        start = time.perf_counter()
        llama.eval(prompt)
        prefill = max(prefill, len(prompt) / (time.perf_counter() - start))
        start = time.perf_counter()
        for index in range(options.new_tokens):
            llama.eval([prompt[index % len(prompt)]])
        decode = max(decode, options.new_tokens / (time.perf_counter() - start))
    print(json.dumps({
        "engine": "llama.cpp", "threads": options.threads, "prefill_tokens_per_second": prefill,
        "decode_tokens_per_second": decode}))


if __name__ == "__main__":
    main()
