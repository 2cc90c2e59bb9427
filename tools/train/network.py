"""The Transformer of "Attention Is All You Need", post-norm, with Marian's positions and tied embeddings.

Written for training speed. Parameter names follow Hugging Face's Marian except that Q, K and V of one
self-attention share one matrix (and K, V of cross-attention another); export.py takes them apart.
"""
import math

import torch
from torch import nn
from torch.nn import functional


def positions(length, d):
    """length×d table in Marian's layout: all sines, then all cosines (equation of section 3.5, regrouped)."""
    half = (d + 1) // 2
    speed = 10000.0 ** (-2.0 * torch.arange(half, dtype=torch.float64) / d)
    angle = torch.arange(length, dtype=torch.float64)[:, None] * speed
    return torch.cat([torch.sin(angle), torch.cos(angle)[:, : d // 2]], dim=1).float()


def heads_apart(x, heads):
    """[batch, n, d] to [batch, heads, n, d_head]."""
    b, n, d = x.shape
    return x.view(b, n, heads, d // heads).transpose(1, 2)


def attend(q, k, v, blocked):
    """softmax(QKᵀ/√d_k + mask)·V (equation 1); blocked is True where looking is not allowed."""
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    weights = torch.softmax(scores.masked_fill(blocked, float("-inf")), dim=-1)
    b, h, n, dh = q.shape
    return (weights @ v).transpose(1, 2).reshape(b, n, h * dh)


class Layer(nn.Module):
    """One encoder or decoder layer: self-attention, cross-attention in decoders, feed-forward; norms after sums."""

    def __init__(self, config, cross):
        super().__init__()
        d, f = config["d_model"], config["ffn_dim"]
        self.heads, self.drop = config["heads"], config["dropout"]
        self.self_qkv, self.self_out, self.self_norm = nn.Linear(d, 3 * d), nn.Linear(d, d), nn.LayerNorm(d)
        if cross:
            self.cross_q, self.cross_kv = nn.Linear(d, d), nn.Linear(d, 2 * d)
            self.cross_out, self.cross_norm = nn.Linear(d, d), nn.LayerNorm(d)
        self.fc1, self.fc2, self.final_norm = nn.Linear(d, f), nn.Linear(f, d), nn.LayerNorm(d)

    def dropped(self, x):
        return functional.dropout(x, self.drop, self.training) if self.drop > 0 else x

    def forward(self, x, self_blocked, memory=None, memory_blocked=None):
        q, k, v = (heads_apart(t, self.heads) for t in self.self_qkv(x).chunk(3, dim=-1))
        x = self.self_norm(x + self.dropped(self.self_out(attend(q, k, v, self_blocked))))
        if memory is not None:
            q = heads_apart(self.cross_q(x), self.heads)
            k, v = (heads_apart(t, self.heads) for t in self.cross_kv(memory).chunk(2, dim=-1))
            c = attend(q, k, v, memory_blocked)
            x = self.cross_norm(x + self.dropped(self.cross_out(c)))
        return self.final_norm(x + self.dropped(self.fc2(torch.relu(self.fc1(x)))))


class Translator(nn.Module):
    """Encoder and decoder over one joint vocabulary."""

    def __init__(self, config):
        super().__init__()
        d = config["d_model"]
        self.config = config
        self.shared = nn.Parameter(torch.randn(config["vocab"], d) * d ** -0.5)
        self.bias = nn.Parameter(torch.zeros(config["vocab"]))
        self.encoder = nn.ModuleList(Layer(config, False) for _ in range(config["encoder_layers"]))
        self.decoder = nn.ModuleList(Layer(config, True) for _ in range(config["decoder_layers"]))
        self.register_buffer("table", positions(config["max_length"], d), persistent=False)
        for p in self.parameters():
            if p.dim() > 1 and p is not self.shared:
                nn.init.xavier_uniform_(p)

    def embed(self, ids):
        d = self.config["d_model"]
        x = functional.embedding(ids, self.shared) * math.sqrt(d) + self.table[: ids.shape[1]]
        drop = self.config["dropout"]
        return functional.dropout(x, drop, self.training) if drop > 0 else x

    def encode(self, ids):
        """Encoder output [batch, n, d] and its padding mask [batch, 1, 1, n]."""
        blocked = (ids == self.config["pad"])[:, None, None, :]
        x = self.embed(ids)
        for layer in self.encoder:
            x = layer(x, blocked)
        return x, blocked

    def decode(self, ids, memory, memory_blocked):
        """Decoder states [batch, m, d] under the causal mask."""
        m = ids.shape[1]
        causal = torch.ones(m, m, dtype=torch.bool, device=ids.device).triu(1)
        x = self.embed(ids)
        for layer in self.decoder:
            x = layer(x, causal, memory, memory_blocked)
        return x

    def logits(self, states):
        return functional.linear(states, self.shared, self.bias)
