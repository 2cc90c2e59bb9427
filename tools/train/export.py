"""Writes and reads a translator as a Hugging Face Marian folder; 16-bit safetensors, no library needed."""
import json
import os
import shutil
import struct

import numpy as np
import torch

from network import Translator
from vocabulary import Vocabulary


def named_tensors(model):
    """{Hugging Face name: tensor}; torch.nn.Linear weights keep their [out, in] shape."""
    found = {"model.shared.weight": model.shared, "final_logits_bias": model.bias[None, :]}

    def put(prefix, weight, bias):
        found[prefix + ".weight"], found[prefix + ".bias"] = weight, bias

    for side, layers in (("encoder", model.encoder), ("decoder", model.decoder)):
        for i, layer in enumerate(layers):
            at = f"model.{side}.layers.{i}."
            for name, w, b in zip("qkv", layer.self_qkv.weight.chunk(3), layer.self_qkv.bias.chunk(3)):
                put(f"{at}self_attn.{name}_proj", w, b)
            put(at + "self_attn.out_proj", layer.self_out.weight, layer.self_out.bias)
            put(at + "self_attn_layer_norm", layer.self_norm.weight, layer.self_norm.bias)
            if side == "decoder":
                put(at + "encoder_attn.q_proj", layer.cross_q.weight, layer.cross_q.bias)
                for name, w, b in zip("kv", layer.cross_kv.weight.chunk(2), layer.cross_kv.bias.chunk(2)):
                    put(f"{at}encoder_attn.{name}_proj", w, b)
                put(at + "encoder_attn.out_proj", layer.cross_out.weight, layer.cross_out.bias)
                put(at + "encoder_attn_layer_norm", layer.cross_norm.weight, layer.cross_norm.bias)
            put(at + "fc1", layer.fc1.weight, layer.fc1.bias)
            put(at + "fc2", layer.fc2.weight, layer.fc2.bias)
            put(at + "final_layer_norm", layer.final_norm.weight, layer.final_norm.bias)
    return {name: t.detach() for name, t in found.items()}


def write_safetensors(path, arrays):
    """arrays: {name: numpy array}; float16 and float32 only. Header padded to 8 bytes, as the format asks."""
    kinds = {np.dtype("float16"): "F16", np.dtype("float32"): "F32"}
    header, at = {"__metadata__": {"format": "pt"}}, 0
    for name in sorted(arrays):
        a = arrays[name]
        header[name] = {"dtype": kinds[a.dtype], "shape": list(a.shape), "data_offsets": [at, at + a.nbytes]}
        at += a.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".part", "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for name in sorted(arrays):
            f.write(np.ascontiguousarray(arrays[name]).tobytes())
    os.replace(path + ".part", path)


def read_safetensors(path):
    """{name: float32 numpy array}."""
    with open(path, "rb") as f:
        size, = struct.unpack("<Q", f.read(8))
        header = json.loads(f.read(size))
        data = f.read()
    header.pop("__metadata__", None)
    kinds = {"F16": np.float16, "F32": np.float32}
    return {n: np.frombuffer(data[h["data_offsets"][0]: h["data_offsets"][1]], kinds[h["dtype"]])
            .astype(np.float32).reshape(h["shape"]) for n, h in header.items()}


def marian_config(c, words):
    """config.json as transformers' MarianConfig reads it."""
    return {
        "architectures": ["MarianMTModel"], "model_type": "marian", "is_encoder_decoder": True,
        "vocab_size": c["vocab"], "decoder_vocab_size": c["vocab"], "d_model": c["d_model"],
        "max_position_embeddings": c["max_length"], "max_length": c["max_length"],
        "encoder_layers": c["encoder_layers"], "encoder_attention_heads": c["heads"], "encoder_ffn_dim": c["ffn_dim"],
        "decoder_layers": c["decoder_layers"], "decoder_attention_heads": c["heads"], "decoder_ffn_dim": c["ffn_dim"],
        "encoder_layerdrop": 0.0, "decoder_layerdrop": 0.0, "activation_function": "relu", "dropout": c["dropout"],
        "attention_dropout": 0.0, "activation_dropout": 0.0, "init_std": 0.02, "classifier_dropout": 0.0,
        "scale_embedding": True, "share_encoder_decoder_embeddings": True, "tie_word_embeddings": True,
        "normalize_before": False, "normalize_embedding": False, "static_position_embeddings": True,
        "add_final_layer_norm": False, "add_bias_logits": False, "num_hidden_layers": c["encoder_layers"],
        "eos_token_id": 0, "forced_eos_token_id": 0, "pad_token_id": c["pad"], "bos_token_id": 0,
        "decoder_start_token_id": c["pad"], "num_beams": 1, "use_cache": True, "torch_dtype": "float16",
    }


def write(model, vocab, folder):
    """Writes config.json, model.safetensors, source.spm, target.spm, vocab.json and tokenizer_config.json."""
    os.makedirs(folder, exist_ok=True)
    arrays = {n: t.numpy().astype(np.float16) for n, t in named_tensors(model).items()}
    write_safetensors(os.path.join(folder, "model.safetensors"), arrays)
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as f:
        json.dump(marian_config(model.config, vocab.words), f, indent=2, sort_keys=True)
        f.write("\n")
    with open(os.path.join(folder, "tokenizer_config.json"), "w", encoding="utf-8") as f:
        json.dump({"source_lang": "eng", "target_lang": "fra", "model_max_length": model.config["max_length"],
                   "tokenizer_class": "MarianTokenizer", "separate_vocabs": False}, f, indent=2)
        f.write("\n")
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(vocab.model_file, os.path.join(folder, name))
    vocab.save_json(os.path.join(folder, "vocab.json"))


def read(folder):
    """The translator and vocabulary of a folder written above."""
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as f:
        c = json.load(f)
    vocab = Vocabulary(os.path.join(folder, "source.spm"))
    config = dict(d_model=c["d_model"], encoder_layers=c["encoder_layers"], decoder_layers=c["decoder_layers"],
                  heads=c["encoder_attention_heads"], ffn_dim=c["encoder_ffn_dim"], dropout=0.0, vocab=c["vocab_size"],
                  pad=c["pad_token_id"], max_length=c["max_position_embeddings"])
    model = Translator(config)
    stored = read_safetensors(os.path.join(folder, "model.safetensors"))
    with torch.no_grad():
        for name, tensor in named_tensors(model).items():
            tensor.copy_(torch.from_numpy(stored[name]))
    return model.eval(), vocab
