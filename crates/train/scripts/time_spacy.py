#!/usr/bin/env python3
"""Times spaCy beside this program: its small CNN (the `efficiency` configuration: tagger, parser, names), one thread.

usage: OMP_NUM_THREADS=1 time_spacy.py SHARED        (needs `pip install "spacy==3.8.*"`)

No trained model is downloaded: one of the same shape is trained for a minute on UD EWT, enough for it to make as many
steps a sentence as a good one. Its scores mean nothing; its speed does not hang on them. Prints words per second of
SHARED/data/raw/wikinews.jsonl, to be compared with `newsgraph extract --threads 1` run right before or after.
"""
import json, random, sys, time

import spacy
from spacy.tokens import Doc
from spacy.training import Example

WIDTH, SENTENCES, EPOCHS = 96, 3000, 3


def blank():
    encoder = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": WIDTH, "depth": 4,
               "embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True}
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}
    tagger = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": shared}
    transitions = {"@architectures": "spacy.TransitionBasedParser.v2", "extra_state_tokens": False, "hidden_width": 64,
                   "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": shared}
    nlp = spacy.blank("en")
    for name, model in [("tok2vec", encoder), ("tagger", tagger), ("parser", transitions | {"state_type": "parser"}),
                        ("ner", transitions | {"state_type": "ner"})]:
        nlp.add_pipe(name, config={"model": model})
    return nlp


def sentences(path):
    words = []
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if columns == [""]:
            yield words
            words = []
        elif columns[0].isdigit():
            words.append((columns[1], columns[4], int(columns[6]), columns[7]))


def example(nlp, words):
    forms, tags, heads, deps = zip(*words)
    heads = [at if head == 0 else head - 1 for at, head in enumerate(heads)]
    names = ["B-PER" if tag == "NNP" else "O" for tag in tags]
    return Example(Doc(nlp.vocab, words=forms), Doc(nlp.vocab, words=forms, tags=tags, heads=heads, deps=deps, ents=names))


def main():
    shared = sys.argv[1]
    nlp = blank()
    corpus = [words for _, words in zip(range(SENTENCES), sentences(f"{shared}/data/ud/ewt/train.conllu"))]
    examples = [example(nlp, words) for words in corpus]
    optimizer = nlp.initialize(lambda: examples)
    for epoch in range(EPOCHS):
        random.Random(epoch).shuffle(examples)
        for at in range(0, len(examples), 50):
            nlp.update(examples[at:at + 50], sgd=optimizer, drop=0.1, losses={})
    texts = [json.loads(line)["text"] for line in open(f"{shared}/data/raw/wikinews.jsonl", encoding="utf-8")] * 2
    words = sum(len(text.split()) for text in texts)
    begun = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    print(f"spaCy {spacy.__version__}: {words / (time.perf_counter() - begun):.0f} words/s")


if __name__ == "__main__":
    main()
