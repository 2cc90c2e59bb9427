"""Batched greedy and beam decoding, for measuring and for distillation."""
import torch


def batches(rows, size):
    """Index lists of at most `size` rows, of similar lengths, longest first."""
    order = sorted(range(len(rows)), key=lambda i: (-len(rows[i]), i))
    return [order[i: i + size] for i in range(0, len(order), size)]


def padded(rows, pad):
    width = max(len(r) for r in rows)
    return torch.tensor([list(r) + [pad] * (width - len(r)) for r in rows], dtype=torch.long)


@torch.no_grad()
def translate(model, rows, end, beam=1, limit=40, size=256, alpha=0.6, progress=None):
    """Ids of the best translation of every row of source ids; beam 1 is greedy decoding.

    Beam scores are divided by ((5 + length) / 6)^alpha.
    """
    model.eval()
    pad = model.config["pad"]
    found = [None] * len(rows)
    done = 0
    for index in batches(rows, max(1, size // beam)):
        source = padded([rows[i] for i in index], pad)
        memory, blocked = model.encode(source)
        memory = memory.repeat_interleave(beam, 0)
        blocked = blocked.repeat_interleave(beam, 0)
        b = len(index)
        ids = torch.full((b * beam, 1), pad, dtype=torch.long)
        score = torch.zeros(b, beam)
        score[:, 1:] = float("-inf")
        finished = torch.zeros(b, beam, dtype=torch.bool)
        length = torch.ones(b, beam)
        for _ in range(min(limit, 2 * source.shape[1] + 6)):
            states = model.decode(ids, memory, blocked)[:, -1]
            logits = model.logits(states)
            logits[:, pad] = float("-inf")
            log_p = torch.log_softmax(logits, dim=-1).view(b, beam, -1)
            hold = torch.full_like(log_p, float("-inf"))
            hold[..., end] = 0.0
            log_p = torch.where(finished[..., None], hold, log_p)
            total = score[..., None] + log_p
            grown = (length + (~finished).float())[..., None]
            ranked = total / ((5 + grown) / 6) ** alpha if beam > 1 else total
            _, best = ranked.view(b, -1).topk(beam)
            parent, word = torch.div(best, log_p.shape[-1], rounding_mode="floor"), best % log_p.shape[-1]
            score = total.view(b, -1).gather(1, best)
            length = grown.expand_as(total[..., :1])[..., 0].gather(1, parent)
            finished = finished.gather(1, parent) | (word == end)
            rows_of = (parent + torch.arange(b)[:, None] * beam).view(-1)
            ids = torch.cat([ids[rows_of], word.view(-1, 1)], dim=1)
            if bool(finished.all() if beam == 1 else finished[:, 0].all()):
                break
        for j, i in enumerate(index):
            found[i] = ids[j * beam, 1:].tolist()
        done += b
        if progress:
            progress(done, len(rows))
    return found
