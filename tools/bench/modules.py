"""The same translation with PyTorch's own Transformer layers (torch.nn), as a user of the framework would write it.

torch.nn keeps no keys and values between words, so each word computes the whole prefix again.
"""
import torch
from torch import nn

PARTS = "qkv"


class Modules:
    def __init__(self, plain, weights):
        """plain: the Translator whose embeddings and output are shared; weights: tensors by their Marian names."""
        self.plain, c = plain, plain.config
        kinds = {"encoder": nn.TransformerEncoderLayer, "decoder": nn.TransformerDecoderLayer}
        stacks = {"encoder": nn.TransformerEncoder, "decoder": nn.TransformerDecoder}
        activation = plain.activation
        for side, kind in kinds.items():
            layer = kind(c["d_model"], c[side + "_attention_heads"], c[side + "_ffn_dim"], 0, activation, batch_first=True)
            stack = stacks[side](layer, c[side + "_layers"]).eval()
            setattr(self, side, stack)
            for i, layer in enumerate(stack.layers):
                self.fill(layer, weights, f"model.{side}.layers.{i}.", side == "decoder")

    def fill(self, layer, weights, at, decoder):
        def copy(module, name):
            module.weight.data, module.bias.data = weights[f"{at}{name}.weight"], weights[f"{at}{name}.bias"]

        def attention(module, name):
            module.in_proj_weight.data = torch.cat([weights[f"{at}{name}.{x}_proj.weight"] for x in PARTS])
            module.in_proj_bias.data = torch.cat([weights[f"{at}{name}.{x}_proj.bias"] for x in PARTS])
            copy(module.out_proj, name + ".out_proj")

        norms = ["self_attn_layer_norm", "final_layer_norm"]
        attention(layer.self_attn, "self_attn")
        if decoder:
            attention(layer.multihead_attn, "encoder_attn")
            norms.insert(1, "encoder_attn_layer_norm")
        for i, name in enumerate(norms):
            copy(getattr(layer, f"norm{i + 1}"), name)
        copy(layer.linear1, "fc1")
        copy(layer.linear2, "fc2")

    @torch.no_grad()
    def translate(self, source):
        p = self.plain
        memory = self.encoder(p.embed(p.encoder_table, source)[None])

        def last(ids):
            mask = nn.Transformer.generate_square_subsequent_mask(len(ids))
            return self.decoder(p.embed(p.decoder_table, ids)[None], memory, tgt_mask=mask)[0, -1]

        return p.greedy(last)
