"""The joint SentencePiece vocabulary and its Marian ids: </s> 0, <unk> 1, pieces, <pad> last."""
import io
import json
import os

import sentencepiece

import text


def train(sentences, prefix, size, seed):
    """Trains a unigram model on both languages; writes PREFIX.model with the character map built in.

    Works inside the folder and through memory, so that no path of this machine is stored in the model.
    """
    folder, name = os.path.split(os.path.abspath(prefix))
    here = os.getcwd()
    os.chdir(folder)
    try:
        with open("rules.tsv", "w", encoding="utf-8") as f:
            for source, target in sorted(text.CHARACTER_MAP.items()):
                f.write(" ".join(f"{ord(c):x}" for c in source) + "\t" + " ".join(f"{ord(c):x}" for c in target) + "\n")
        sentencepiece.set_random_generator_seed(seed)
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences), model_writer=model, vocab_size=size, model_type="unigram",
            character_coverage=1.0, normalization_rule_tsv="rules.tsv", split_digits=True, num_threads=1,
            shuffle_input_sentence=False, minloglevel=2)
        os.remove("rules.tsv")
        with open(name + ".model", "wb") as f:
            f.write(model.getvalue())
    finally:
        os.chdir(here)


class Vocabulary:
    """Text to ids and back. Ids follow vocab.json; id 0 ends a sentence, the last id pads and starts decoding."""

    def __init__(self, model_file):
        self.model_file = model_file
        self.pieces = sentencepiece.SentencePieceProcessor(model_file=model_file)
        names = [self.pieces.id_to_piece(i) for i in range(self.pieces.get_piece_size())]
        kept = [n for n in names if n not in ("<unk>", "<s>", "</s>")]
        self.words = ["</s>", "<unk>", *kept, "<pad>"]
        self.ids = {w: i for i, w in enumerate(self.words)}
        self.end, self.unknown, self.pad = 0, 1, len(self.words) - 1

    def encode(self, sentence):
        """Ids of the sentence, closed by </s>."""
        return [self.ids.get(p, self.unknown) for p in self.pieces.encode(sentence, out_type=str)] + [self.end]

    def decode(self, ids):
        """Text of ids up to </s>; special tokens print nothing."""
        found = []
        for i in ids:
            if i == self.end:
                break
            if i not in (self.unknown, self.pad):
                found.append(self.words[i])
        return self.pieces.decode(found)

    def save_json(self, path):
        with open(path, "w", encoding="utf-8") as f:
            json.dump(self.ids, f, ensure_ascii=False, indent=0)
            f.write("\n")
