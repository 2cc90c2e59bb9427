"""Writes a small Marian folder with random weights and odd sizes:  random_model.py --out DIR [--seed N]

Nothing in it is a power of two, zero or one by habit: biases, gammas, betas and final_logits_bias are random.
"""
import argparse
import io
import json
import os

import numpy as np
import sentencepiece

import tensor_file

SEED = 4677  # both reference sentences vary, one ends with </s>, and <pad> would win where it were not forbidden
WORDS = """lamp river stone window garden paper silver morning little yellow under over walks sings opens the
bird boat door and near old cold warm rain moon tree house hill road gold green water light"""
CONFIG = {
    "architectures": ["MarianMTModel"], "model_type": "marian", "is_encoder_decoder": True,
    "d_model": 48, "encoder_layers": 1, "encoder_attention_heads": 3, "encoder_ffn_dim": 80,
    "decoder_layers": 2, "decoder_attention_heads": 3, "decoder_ffn_dim": 72, "activation_function": "gelu",
    "max_position_embeddings": 24, "max_length": 8, "scale_embedding": True, "normalize_before": False,
    "normalize_embedding": False, "static_position_embeddings": True, "add_final_layer_norm": False,
    "add_bias_logits": False, "share_encoder_decoder_embeddings": True, "tie_word_embeddings": True,
    "dropout": 0.0, "attention_dropout": 0.0, "activation_dropout": 0.0, "num_beams": 1, "use_cache": True,
    "bos_token_id": 0, "eos_token_id": 0, "forced_eos_token_id": None, "torch_dtype": "float32",
}


def pieces():
    """A SentencePiece model of WORDS, as bytes; text is left as it is."""
    words = WORDS.split()
    sentences = [" ".join(words[(i * 7 + k * (i + 3)) % len(words)] for k in range(5)) for i in range(200)]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences), model_writer=model, vocab_size=61, model_type="unigram",
        hard_vocab_limit=False, normalization_rule_name="identity", character_coverage=1.0, num_threads=1,
        shuffle_input_sentence=False, minloglevel=2)
    return model.getvalue()


def vocabulary(model):
    """{piece: id}: </s>, <unk>, the pieces, <pad>."""
    spm = sentencepiece.SentencePieceProcessor(model_proto=model)
    names = [spm.id_to_piece(i) for i in range(spm.get_piece_size())]
    kept = [n for n in names if n not in ("<unk>", "<s>", "</s>")]
    return {name: i for i, name in enumerate(["</s>", "<unk>", *kept, "<pad>"])}


def weights(config, seed):
    """{Hugging Face name: array}."""
    draw, d, found = np.random.RandomState(seed), config["d_model"], {}

    def linear(name, n_in, n_out, gain):
        found[name + ".weight"] = draw.normal(0, gain * n_in ** -0.5, (n_out, n_in))
        found[name + ".bias"] = draw.normal(0, 0.1, n_out)

    def norm(name):
        found[name + ".weight"] = draw.uniform(0.6, 1.4, d)
        found[name + ".bias"] = draw.normal(0, 0.1, d)

    found["model.shared.weight"] = draw.normal(0, 1.5 * d ** -0.5, (config["vocab_size"], d))
    found["final_logits_bias"] = draw.normal(0, 0.3, (1, config["vocab_size"]))
    found["final_logits_bias"][0, [config["eos_token_id"], config["pad_token_id"]]] += 1.0  # so that both come up
    for side in ("encoder", "decoder"):
        for i in range(config[side + "_layers"]):
            at, f = f"model.{side}.layers.{i}.", config[side + "_ffn_dim"]
            for block in ("self_attn", "encoder_attn")[:1 if side == "encoder" else 2]:
                for letter, gain in (("q", 1.8), ("k", 1.8), ("v", 1.0), ("out", 1.0)):
                    linear(f"{at}{block}.{letter}_proj", d, d, gain)
                norm(f"{at}{block}_layer_norm")
            linear(at + "fc1", d, f, 2.0)
            linear(at + "fc2", f, d, 2.5)
            norm(at + "final_layer_norm")
    return found


def write(folder, seed):
    """Writes the whole folder."""
    os.makedirs(folder, exist_ok=True)
    model = pieces()
    words = vocabulary(model)
    pad = words["<pad>"]
    config = {**CONFIG, "vocab_size": len(words), "decoder_vocab_size": len(words), "pad_token_id": pad,
              "decoder_start_token_id": pad, "bad_words_ids": [[pad]]}
    tokenizer = {"tokenizer_class": "MarianTokenizer", "source_lang": "odd", "target_lang": "odd",
                 "model_max_length": config["max_position_embeddings"], "separate_vocabs": False}
    for name, content in (("config.json", config), ("tokenizer_config.json", tokenizer), ("vocab.json", words)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            json.dump(content, f, ensure_ascii=False, indent=1)
            f.write("\n")
    for name in ("source.spm", "target.spm"):
        with open(os.path.join(folder, name), "wb") as f:
            f.write(model)
    tensor_file.write(os.path.join(folder, "model.safetensors"), weights(config, seed), {"format": "pt"})


def main():
    parser = argparse.ArgumentParser(description="Writes a small Marian folder with random weights.")
    parser.add_argument("--out", required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    write(given.out, given.seed)


if __name__ == "__main__":
    main()
