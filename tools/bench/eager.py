"""A Marian folder in plain PyTorch: float32, eager, greedy, nothing recorded; what AttnScope's speed is compared with.

Q, K and V of self-attention are one product, K and V of cross-attention another; heads are one batch dimension.
"""
import json
import math
import os
import sys

import torch
from torch.nn import functional

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "reference"))
import tensor_file  # noqa: E402
from marian import ACTIVATIONS, EPSILON, positions  # noqa: E402

from modules import Modules  # noqa: E402


class Attention:
    def __init__(self, weights, name, heads, cross):
        def joined(letters):
            return tuple(torch.cat([weights[f"{name}.{x}_proj.{part}"] for x in letters]) for part in ("weight", "bias"))

        self.heads = heads
        self.groups = [joined("q"), joined("kv")] if cross else [joined("qkv")]
        self.out = weights[name + ".out_proj.weight"], weights[name + ".out_proj.bias"]

    def apart(self, x):
        """[n, d] to [heads, n, d / heads]."""
        return x.view(x.shape[0], self.heads, -1).transpose(0, 1)

    def keys_values(self, x):
        return tuple(self.apart(t) for t in functional.linear(x, *self.groups[1]).chunk(2, dim=-1))

    def attend(self, q, k, v, mask=None):
        scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
        if mask is not None:
            scores = scores + mask
        context = (torch.softmax(scores, dim=-1) @ v).transpose(0, 1).reshape(q.shape[1], -1)
        return functional.linear(context, *self.out)

    def on_itself(self, x, mask=None):
        return self.attend(*(self.apart(t) for t in functional.linear(x, *self.groups[0]).chunk(3, dim=-1)), mask)

    def on_itself_grown(self, x, past):
        """One new row x after the keys and values `past`; also returns the longer ones."""
        q, k, v = (self.apart(t) for t in functional.linear(x, *self.groups[0]).chunk(3, dim=-1))
        if past:
            k, v = torch.cat([past[0], k], dim=1), torch.cat([past[1], v], dim=1)
        return self.attend(q, k, v), (k, v)

    def on_memory(self, x, pair):
        return self.attend(self.apart(functional.linear(x, *self.groups[0])), *pair)


class Layer:
    def __init__(self, weights, name, heads, activation, decoder):
        def norm(part):
            return weights[f"{name}.{part}_layer_norm.weight"], weights[f"{name}.{part}_layer_norm.bias"]

        self.self_attention, self.self_norm = Attention(weights, name + ".self_attn", heads, False), norm("self_attn")
        if decoder:
            self.cross, self.cross_norm = Attention(weights, name + ".encoder_attn", heads, True), norm("encoder_attn")
        self.fc = [(weights[f"{name}.fc{i}.weight"], weights[f"{name}.fc{i}.bias"]) for i in (1, 2)]
        self.final_norm, self.activation = norm("final"), activation

    def norm(self, x, y, weights):
        return functional.layer_norm(x + y, weights[0].shape, *weights, EPSILON)

    def after_self(self, x, attended, pair=None):
        x = self.norm(x, attended, self.self_norm)
        if pair is not None:
            x = self.norm(x, self.cross.on_memory(x, pair), self.cross_norm)
        hidden = self.activation(functional.linear(x, *self.fc[0]))
        return self.norm(x, functional.linear(hidden, *self.fc[1]), self.final_norm)


class Translator:
    def __init__(self, folder):
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as f:
            self.config = c = json.load(f)
        stored, _ = tensor_file.read(os.path.join(folder, "model.safetensors"))
        weights = {name: torch.from_numpy(a).float() for name, a in stored.items()}
        shared = weights.get("model.shared.weight")
        self.encoder_table = weights.get("model.encoder.embed_tokens.weight", shared)
        self.decoder_table = weights.get("model.decoder.embed_tokens.weight", shared)
        self.output_table = weights.get("lm_head.weight", self.decoder_table)
        self.bias = weights["final_logits_bias"][0].clone()
        for word, in c.get("bad_words_ids") or []:
            self.bias[word] = -math.inf
        self.positions = positions(c["max_position_embeddings"], c["d_model"]).float()
        self.activation = ACTIVATIONS[c["activation_function"]]
        self.modules = Modules(self, weights)
        self.scale = math.sqrt(c["d_model"]) if c.get("scale_embedding") else 1.0
        self.encoder, self.decoder = (
            [Layer(weights, f"model.{side}.layers.{i}", c[side + "_attention_heads"], self.activation,
                   side == "decoder") for i in range(c[side + "_layers"])] for side in ("encoder", "decoder"))

    def embed(self, table, ids, first=0):
        return functional.embedding(torch.tensor(ids), table) * self.scale + self.positions[first:first + len(ids)]

    def encode(self, ids):
        x = self.embed(self.encoder_table, ids)
        for layer in self.encoder:
            x = layer.after_self(x, layer.self_attention.on_itself(x))
        return x

    def keys_values(self, memory):
        return [layer.cross.keys_values(memory) for layer in self.decoder]

    def logits(self, states):
        return functional.linear(states, self.output_table, self.bias)

    def next_id(self, logits):
        return int(torch.softmax(logits, dim=-1).argmax())

    def states(self, ids, pairs):
        x = self.embed(self.decoder_table, ids)
        mask = torch.full((len(ids), len(ids)), -math.inf).triu(1)
        for layer, pair in zip(self.decoder, pairs):
            x = layer.after_self(x, layer.self_attention.on_itself(x, mask), pair)
        return x

    def last_state(self, ids, pairs, past):
        """Only the newest row is computed; earlier keys and values are kept in `past`."""
        x = self.embed(self.decoder_table, ids[-1:], len(ids) - 1)
        for i, (layer, pair) in enumerate(zip(self.decoder, pairs)):
            attended, past[i] = layer.self_attention.on_itself_grown(x, past[i])
            x = layer.after_self(x, attended, pair)
        return x

    def greedy(self, last_state):
        """Ids up to the closing one; last_state(ids) is the decoder's newest row."""
        ids = [self.config["decoder_start_token_id"]]
        while len(ids) < self.config["max_length"]:
            ids.append(self.next_id(self.logits(last_state(ids))))
            if ids[-1] == self.config["eos_token_id"]:
                break
        return ids[1:]

    @torch.no_grad()
    def translate(self, source, way):
        """Ids of the greedy translation. Ways, from the plainest to the leanest:

        modules torch.nn's own Transformer layers (modules.py)
        prefix every row of the prefix computed again, the rest once: the numbers of AttnScope's trace
        cache  only the newest row computed, earlier keys and values kept
        """
        if way == "modules":
            return self.modules.translate(source)
        memory = self.encode(source)
        pairs, past = self.keys_values(memory), [None] * len(self.decoder)
        rows = {"prefix": lambda ids: self.states(ids, pairs),
                "cache": lambda ids: self.last_state(ids, pairs, past)}[way]
        return self.greedy(lambda ids: rows(ids)[-1])


@torch.no_grad()
def attention(q, k, v):
    return torch.softmax(q @ k.T / math.sqrt(q.shape[1]), dim=-1) @ v
