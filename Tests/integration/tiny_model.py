"""Writes a tiny but real GGUF model: a Llama of two layers with a byte-level BPE vocabulary and random weights.

Every part of a model file is there (metadata, tokenizer, chat template, tensors), so that the product can be
driven end to end in seconds. Same seed, same bytes. Usable as a program: tiny_model.py OUTPUT
"""

import random
import struct
import sys

HIDDEN, FEED_FORWARD, LAYERS, HEADS, KEY_VALUE_HEADS, CONTEXT = 64, 128, 2, 4, 2, 512
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] "
    "+ '<|im_end|>' + '\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
F32 = 0


def byte_alphabet() -> list[str]:
    """The 256 printable stand-ins of bytes that GPT-2's tokenizer uses, in the order of the bytes."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    stand_ins, extra = {}, 0
    for byte in range(256):
        if byte in printable:
            stand_ins[byte] = chr(byte)
        else:
            stand_ins[byte] = chr(256 + extra)
            extra += 1
    return [stand_ins[byte] for byte in range(256)]


def string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def value(kind: int, content) -> bytes:
    """One metadata value without its type word."""
    if kind == STRING:
        return string(content)
    if kind == ARRAY:
        element, items = content
        return struct.pack("<IQ", element, len(items)) + b"".join(value(element, item) for item in items)
    return struct.pack({UINT32: "<I", INT32: "<i", FLOAT32: "<f", BOOL: "<?"}[kind], content)


def metadata() -> list[tuple[str, int, object]]:
    tokens = SPECIAL + byte_alphabet() + ["Ġt", "he"]
    types = [3] * len(SPECIAL) + [1] * (len(tokens) - len(SPECIAL))
    return [
        ("general.architecture", STRING, "llama"),
        ("general.name", STRING, "Tiny Llama of two layers"),
        ("general.file_type", UINT32, 0),
        ("general.alignment", UINT32, 32),
        ("llama.block_count", UINT32, LAYERS),
        ("llama.context_length", UINT32, CONTEXT),
        ("llama.embedding_length", UINT32, HIDDEN),
        ("llama.feed_forward_length", UINT32, FEED_FORWARD),
        ("llama.attention.head_count", UINT32, HEADS),
        ("llama.attention.head_count_kv", UINT32, KEY_VALUE_HEADS),
        ("llama.attention.layer_norm_rms_epsilon", FLOAT32, 1e-5),
        ("llama.rope.dimension_count", UINT32, HIDDEN // HEADS),
        ("llama.rope.freq_base", FLOAT32, 10000.0),
        ("llama.vocab_size", UINT32, len(tokens)),
        ("tokenizer.ggml.model", STRING, "gpt2"),
        ("tokenizer.ggml.pre", STRING, "smollm"),
        ("tokenizer.ggml.tokens", ARRAY, (STRING, tokens)),
        ("tokenizer.ggml.token_type", ARRAY, (INT32, types)),
        ("tokenizer.ggml.merges", ARRAY, (STRING, ["Ġ t", "h e"])),
        ("tokenizer.ggml.bos_token_id", UINT32, 1),
        ("tokenizer.ggml.eos_token_id", UINT32, 2),
        ("tokenizer.ggml.unknown_token_id", UINT32, 0),
        ("tokenizer.ggml.padding_token_id", UINT32, 2),
        ("tokenizer.ggml.add_bos_token", BOOL, False),
        ("tokenizer.chat_template", STRING, TEMPLATE),
    ]


def tensors() -> list[tuple[str, list[int]]]:
    """Names and shapes, the innermost dimension first, as GGUF writes them."""
    vocabulary = len(SPECIAL) + 256 + 2
    key_value = HIDDEN // HEADS * KEY_VALUE_HEADS
    found = [("token_embd.weight", [HIDDEN, vocabulary]), ("output_norm.weight", [HIDDEN])]
    for layer in range(LAYERS):
        found += [
            (f"blk.{layer}.attn_norm.weight", [HIDDEN]),
            (f"blk.{layer}.attn_q.weight", [HIDDEN, HIDDEN]),
            (f"blk.{layer}.attn_k.weight", [HIDDEN, key_value]),
            (f"blk.{layer}.attn_v.weight", [HIDDEN, key_value]),
            (f"blk.{layer}.attn_output.weight", [HIDDEN, HIDDEN]),
            (f"blk.{layer}.ffn_norm.weight", [HIDDEN]),
            (f"blk.{layer}.ffn_gate.weight", [HIDDEN, FEED_FORWARD]),
            (f"blk.{layer}.ffn_up.weight", [HIDDEN, FEED_FORWARD]),
            (f"blk.{layer}.ffn_down.weight", [FEED_FORWARD, HIDDEN]),
        ]
    return found


def build(seed: int = 7) -> bytes:
    """The whole file."""
    draw = random.Random(seed)
    pairs = metadata()
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors()), len(pairs))
    for key, kind, content in pairs:
        head += string(key) + struct.pack("<I", kind) + value(kind, content)
    data = bytearray()
    for name, shape in tensors():
        count = 1
        for size in shape:
            count *= size
        head += string(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
        head += struct.pack("<IQ", F32, len(data))
        norm = name.endswith("norm.weight")
        data += struct.pack(f"<{count}f", *([1.0] * count if norm else (draw.gauss(0, 0.08) for _ in range(count))))
        data += bytes(-len(data) % 32)
    return head + bytes(-len(head) % 32) + bytes(data)


if __name__ == "__main__":
    with open(sys.argv[1], "wb") as file:
        file.write(build())
