"""A Hugging Face Marian model in plain PyTorch, float64, greedy; keeps every intermediate tensor by its path.

Written from the paper and Marian's file format alone, to check the program against. The paths are those of
the table in ARCHITECTURE.md. Weights keep their stored [out, in] shape, heads are cut from the products.
"""
import json
import math
import os

import numpy as np
import torch
from torch.nn import functional

import tensor_file

ACTIVATIONS = {"relu": functional.relu, "gelu": functional.gelu, "swish": functional.silu, "silu": functional.silu}
EPSILON = 1e-5


def positions(length, d):
    """length×d: feature j turns by pos / 10000^(2⌊j/2⌋/d); the sines of even j first, then the cosines of odd j."""
    angle = np.array([[p / np.power(10000.0, 2 * (j // 2) / d) for j in range(d)] for p in range(length)])
    return torch.from_numpy(np.concatenate([np.sin(angle[:, 0::2]), np.cos(angle[:, 1::2])], axis=1))


class Marian:
    """The model of one folder. After translate(), `steps` holds {path: 2-D float64 tensor}."""

    def __init__(self, folder):
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as f:
            self.config = json.load(f)
        stored, _ = tensor_file.read(os.path.join(folder, "model.safetensors"))
        self.stored = {name: torch.from_numpy(a) for name, a in stored.items()}
        shared = self.stored.get("model.shared.weight")
        self.table = {side: self.stored.get(f"model.{side}.embed_tokens.weight", shared) for side in ("encoder", "decoder")}
        self.output_table = self.stored.get("lm_head.weight", self.table["decoder"])
        self.activation = ACTIVATIONS[self.config["activation_function"]]
        self.steps = {}

    def put(self, path, tensor):
        """Keeps a tensor under its path and hands it on."""
        assert tensor.dim() == 2 and path not in self.steps, path
        self.steps[path] = tensor
        return tensor

    def put_heads(self, at, name, tensors):
        """Keeps one [heads, rows, columns] tensor, head by head."""
        for h, tensor in enumerate(tensors, 1):
            self.put(f"{at}/head{h}/{name}", tensor)
        return tensors

    def linear(self, name, x):
        return functional.linear(x, self.stored[name + ".weight"], self.stored[name + ".bias"])

    def softmax_parts(self, x):
        """The softmax of each row and its by-products, [(name after the path, tensor)]."""
        top = x.amax(dim=-1, keepdim=True)
        grown = torch.exp(x - top)
        return [("", torch.softmax(x, dim=-1)), ("#max", top), ("#exponentials", grown),
                ("#sum", grown.sum(dim=-1, keepdim=True))]

    def embed(self, at, side, ids):
        """Embedding rows × √d, plus positions."""
        d = self.config["d_model"]
        self.put(f"{at}/tokens", torch.tensor(ids, dtype=torch.float64)[:, None])
        x = self.put(f"{at}/lookup", functional.embedding(torch.tensor(ids), self.table[side]))
        if self.config.get("scale_embedding", False):
            x = self.put(f"{at}/scaled", x * math.sqrt(d))
        return self.put(f"{at}/sum", x + self.put(f"{at}/positions", positions(len(ids), d)))

    def project(self, name, x, heads):
        """x through one projection, as [heads, rows, d_head]."""
        y = self.linear(name, x)
        return y.view(y.shape[0], heads, -1).transpose(0, 1)

    def attention(self, at, name, heads, x, pair, mask=None):
        """Attention from the rows of x to keys and values, both [heads, rows, d_head]."""
        query = self.put_heads(at, "query", self.project(f"{name}.q_proj", x, heads))
        key, value = pair
        scores = self.put_heads(at, "scores", torch.einsum("hqc,hkc->hqk", query, key))
        scaled = self.put_heads(at, "scaled", scores / math.sqrt(query.shape[-1]))
        if mask is not None:
            scaled = self.put_heads(at, "masked", scaled + mask)
        for part, tensors in self.softmax_parts(scaled):
            self.put_heads(at, "weights" + part, tensors)
        context = self.put_heads(at, "context", torch.einsum("hqk,hkc->hqc", torch.softmax(scaled, -1), value))
        concat = self.put(f"{at}/concat", context.transpose(0, 1).reshape(x.shape))
        return self.put(f"{at}/output", self.linear(f"{name}.out_proj", concat))

    def keys_values(self, at, name, heads, memory):
        return tuple(self.put_heads(at, word, self.project(f"{name}.{letter}_proj", memory, heads))
                     for word, letter in (("key", "k"), ("value", "v")))

    def add_norm(self, at, name, x, y):
        """Layer norm of x + y."""
        total = self.put(f"{at}/sum", x + y)
        self.put(f"{at}/norm#mean", total.mean(dim=1, keepdim=True))
        self.put(f"{at}/norm#variance", total.var(dim=1, unbiased=False, keepdim=True))
        gamma, beta = self.stored[name + ".weight"], self.stored[name + ".bias"]
        return self.put(f"{at}/norm", functional.layer_norm(total, gamma.shape, gamma, beta, EPSILON))

    def feed_forward(self, at, name, x):
        hidden = self.put(f"{at}/hidden", self.linear(f"{name}.fc1", x))
        return self.put(f"{at}/output", self.linear(f"{name}.fc2", self.put(f"{at}/activation", self.activation(hidden))))

    def self_block(self, at, name, heads, x, mask=None):
        pair = self.keys_values(f"{at}/self", f"{name}.self_attn", heads, x)
        y = self.attention(f"{at}/self", f"{name}.self_attn", heads, x, pair, mask)
        return self.add_norm(f"{at}/add_norm1", f"{name}.self_attn_layer_norm", x, y)

    def encode(self, ids):
        """The encoder's output, n×d."""
        x = self.embed("encoder/embedding", "encoder", ids)
        for i in range(self.config["encoder_layers"]):
            at, name = f"encoder/layer{i + 1}", f"model.encoder.layers.{i}"
            x = self.self_block(at, name, self.config["encoder_attention_heads"], x)
            x = self.add_norm(f"{at}/add_norm2", f"{name}.final_layer_norm", x, self.feed_forward(f"{at}/ffn", name, x))
        return x

    def decode(self, step, ids, memory, pairs):
        """The decoder's output for a prefix, T×d; `pairs` keeps each layer's cross keys and values from step 1 on."""
        x = self.embed(f"{step}/embedding", "decoder", ids)
        heads = self.config["decoder_attention_heads"]
        mask = self.put(f"{step}/mask", torch.full((len(ids),) * 2, -math.inf, dtype=torch.float64).triu(1))
        for i in range(self.config["decoder_layers"]):
            at, name = f"{step}/layer{i + 1}", f"model.decoder.layers.{i}"
            x = self.self_block(at, name, heads, x, mask)
            cross = f"{name}.encoder_attn"
            if i not in pairs:
                pairs[i] = self.keys_values(f"{at}/cross", cross, heads, memory)
            x = self.add_norm(f"{at}/add_norm2", f"{cross}_layer_norm", x,
                              self.attention(f"{at}/cross", cross, heads, x, pairs[i]))
            x = self.add_norm(f"{at}/add_norm3", f"{name}.final_layer_norm", x, self.feed_forward(f"{at}/ffn", name, x))
        return x

    def forbidden(self, ids):
        """1×V: −∞ at every word that would complete an entry of bad_words_ids after the prefix, else 0."""
        row = torch.zeros(1, self.output_table.shape[0], dtype=torch.float64)
        for *before, last in self.config["bad_words_ids"]:
            if ids[len(ids) - len(before):] == before:
                row[0, last] = -math.inf
        return row

    def choose(self, at, ids, x):
        """The next word's id."""
        state = self.put(f"{at}/state", x[-1:])
        similarity = self.put(f"{at}/similarity", functional.linear(state, self.output_table))
        final = self.put(f"{at}/logits", similarity + self.stored["final_logits_bias"])
        if self.config.get("bad_words_ids"):
            final = self.put(f"{at}/allowed", final + self.forbidden(ids))
        for part, tensor in self.softmax_parts(final):
            self.put(f"{at}/probabilities{part}", tensor)
        return int(self.put(f"{at}/next", self.steps[f"{at}/probabilities"].argmax(dim=1, keepdim=True).double()))

    def translate(self, source):
        """Ids of the greedy translation, ended by </s> or after max_length − 1 steps."""
        self.steps, pairs = {}, {}
        memory = self.encode(source)
        ids = [self.config["decoder_start_token_id"]]
        while len(ids) < self.config["max_length"]:
            step = f"decode{len(ids)}"
            ids.append(self.choose(f"{step}/output", ids, self.decode(step, ids, memory, pairs)))
            if ids[-1] == self.config["eos_token_id"]:
                break
        return ids[1:]
