#!/usr/bin/env python3
"""Span F1 of people, organizations and places as the whole program finds them, with its lists and its look at the whole
document, on the column files of the development corpora (`newsgraph-train eval` scores the network alone).

usage: score_names.py NEWSGRAPH SHARED [--split]

NEWSGRAPH is the program, SHARED the folder that holds data/. --split cuts a place or nationality that the program's lists
know off the front of every organization first ("Qatar | Diabetes Association"), as the worldwide corpus does one time in
eight and our own guide never does: the difference is what the two conventions cost.
"""
import collections
import pathlib
import subprocess
import sys

KINDS = {"PER": "PER", "Person": "PER", "PERSON": "PER", "ORG": "ORG", "Organization": "ORG", "ORGANIZATION": "ORG",
         "LOC": "LOC", "Location": "LOC", "Facility": "LOC", "PLACE": "LOC"}
FILES = [("ner/worldwide.dev.tsv", 0, -1), ("ner/uner-ewt.dev.iob2", 1, 2)]
LISTS = pathlib.Path(__file__).parents[3] / "data/en/gazetteers"


def read(path, form, tag):
    """Sentences as lists of (word, tag), and the numbers of those that open a document."""
    sentences, opens, sentence = [], {0}, []
    for line in path.read_text().split("\n"):
        if line.startswith(("# doc", "# newdoc")):
            opens.add(len(sentences))
        elif not line.strip():
            if sentence:
                sentences.append(sentence)
            sentence = []
        elif not line.startswith("# "):
            fields = line.split("\t")
            if len(fields) > form:
                sentence.append((fields[form], fields[tag] if len(fields) > max(tag, 1) else "O"))
    return sentences, opens


def spans(tags):
    found = []
    for i, tag in enumerate(tags):
        place, _, kind = tag.partition("-")
        if kind and place == "I" and found and found[-1][1:] == (i, kind):
            found[-1] = (found[-1][0], i + 1, kind)
        elif kind:
            found.append((i, i + 1, kind))
    return found


def annotate(program, sentences, opens):
    """The name tags that the program gives to the words."""
    lines = []
    for number, sentence in enumerate(sentences):
        if number in opens:
            lines.append(f"# newdoc id = d{number}")
        lines.append(f"# sent_id = {number}")
        lines += ["\t".join([str(i), word] + ["_"] * 8) for i, (word, _) in enumerate(sentence, 1)] + [""]
    command = [program, "inspect", "--format", "conllu", "--tokens", "--input-format", "text", "-"]
    output = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout
    tags = []
    for block in output.split("\n\n"):
        words = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        names = [[x[4:] for x in word[9].split("|") if x.startswith("NER=")] for word in words]
        if words:
            tags.append([name[0] if name else "O" for name in names])
    return tags


def places():
    names = set()
    for file in ["countries", "regions", "cities", "demonyms"]:
        names.update(line.split("\t")[0] for line in (LISTS / f"{file}.txt").read_text().splitlines())
    return names


def split(words, found, known):
    """Cuts known places and nationalities off the front of organizations."""
    for start, end, kind in found:
        cut = 0
        if kind == "ORGANIZATION":
            fits = (n for n in (3, 2, 1) if n < end - start and " ".join(words[start:start + n]).lower() in known)
            cut = next(fits, 0)
        if cut:
            yield start, start + cut, "PLACE"
        yield start + cut, end, kind


def main():
    program, shared = sys.argv[1], pathlib.Path(sys.argv[2])
    known = places() if "--split" in sys.argv else set()
    for file, form, tag in FILES:
        sentences, opens = read(shared / "data" / file, form, tag)
        counts = collections.Counter()
        for sentence, tags in zip(sentences, annotate(program, sentences, opens), strict=True):
            words = [word for word, _ in sentence]
            ours = split(words, spans(tags), known)
            gold = {(a, b, KINDS[kind]) for a, b, kind in spans([tag for _, tag in sentence]) if kind in KINDS}
            found = {(a, b, KINDS[kind]) for a, b, kind in ours if kind in KINDS}
            for place, names in [("gold", gold), ("found", found), ("right", gold & found)]:
                counts.update((place, kind) for _, _, kind in names)
                counts[place, "all"] += len(names)
        f1 = [200 * counts["right", k] / max(counts["gold", k] + counts["found", k], 1) for k in ["all", "PER", "ORG", "LOC"]]
        print(file, "all {:.2f} PER {:.1f} ORG {:.1f} LOC {:.1f}".format(*f1))


main()
