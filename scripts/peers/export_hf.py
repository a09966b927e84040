"""Writes a GGUF model as a Hugging Face folder: float32 safetensors, tokenizer, configuration.

Usage: export_hf.py MODEL.gguf FOLDER
"""

import pathlib
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


def main(source, folder):
    path = pathlib.Path(source).resolve()
    place = {"pretrained_model_name_or_path": path.parent, "gguf_file": path.name}
    model = AutoModelForCausalLM.from_pretrained(**place, dtype=torch.float32)
    # The weights were expanded on the way; the marks that say otherwise would refuse the saving.
    model.hf_quantizer = None
    model.is_quantized = False
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(**place).save_pretrained(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
