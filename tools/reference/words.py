"""Text to Marian ids and back: SentencePiece pieces looked up in vocab.json."""
import json
import os

import sentencepiece


class Words:
    """The tokenizer of a Marian folder."""

    def __init__(self, folder, end):
        self.source, self.target = (sentencepiece.SentencePieceProcessor(model_file=os.path.join(folder, name))
                                    for name in ("source.spm", "target.spm"))
        with open(os.path.join(folder, "vocab.json"), encoding="utf-8") as f:
            self.ids = json.load(f)
        self.names = {i: name for name, i in self.ids.items()}
        self.end = end

    def encode(self, text):
        """Ids of the text's pieces, closed by </s>; a piece not in vocab.json becomes <unk>."""
        return [self.ids.get(p, self.ids["<unk>"]) for p in self.source.encode(text, out_type=str)] + [self.end]

    def decode(self, ids):
        """Text of ids; </s>, <unk> and <pad> print nothing."""
        names = [self.names[i] for i in ids]
        return self.target.decode([n for n in names if n not in ("</s>", "<unk>", "<pad>")])
