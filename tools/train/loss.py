"""Label-smoothed cross-entropy over a large vocabulary, in cache-sized blocks.

Loss and gradients of logits = S·Eᵀ + b are made in one pass, 64 rows at a time, so that the N×V logits never
leave the cache: on two CPU cores this is the larger half of the training time otherwise.
"""
import torch


class SmoothedCrossEntropy(torch.autograd.Function):
    """mean over rows of (1−ε)·(−log p_y) + ε·mean_v(−log p_v); S is N×d, E is V×d, b has V entries."""

    @staticmethod
    def forward(ctx, states, table, bias, labels, smoothing):
        n, vocab = states.shape[0], table.shape[0]
        d_states = torch.empty_like(states)
        d_table, d_bias = torch.zeros_like(table), torch.zeros_like(bias)
        mean_row, mean_bias = table.mean(0), bias.mean()
        loss = 0.0
        block = torch.empty(64, vocab)
        for at in range(0, n, 64):
            s, y = states[at: at + 64], labels[at: at + 64, None]
            logits = torch.mm(s, table.t(), out=block[: len(s)]).add_(bias)
            p = torch.softmax(logits, dim=1)
            nll = -torch.log(p.gather(1, y).clamp_min(1e-30))[:, 0]
            log_sum = logits.gather(1, y)[:, 0] + nll
            loss += float(((1 - smoothing) * nll + smoothing * (log_sum - s @ mean_row - mean_bias)).sum())
            p.scatter_add_(1, y, torch.full(y.shape, smoothing - 1.0))
            torch.mm(p, table, out=d_states[at: at + 64])
            d_table.addmm_(p.t(), s)
            d_bias += p.sum(0)
        share = smoothing / vocab
        d_states -= smoothing * mean_row
        d_table -= share * states.sum(0)
        d_bias -= share * n
        ctx.save_for_backward(d_states.div_(n), d_table.div_(n), d_bias.div_(n))
        return torch.tensor(loss / n)

    @staticmethod
    def backward(ctx, upstream):
        d_states, d_table, d_bias = ctx.saved_tensors
        return upstream * d_states, upstream * d_table, upstream * d_bias, None, None


smoothed_cross_entropy = SmoothedCrossEntropy.apply
