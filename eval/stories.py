#!/usr/bin/env python3
"""Compares the stories of an index with pairs of articles that a person has read: eval/stories.tsv.

usage: eval/stories.py INDEX [DATELINE]

The index holds the archives that the list names, each indexed as a folder of that name. All pairs lie near the
thresholds of docs/stories.md, where it is hardest to tell.
"""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path


def copies(program, index, article):
    """The ids of all articles of the story of an article."""
    command = [program, "copies", article, "--json", "--index", index]
    answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    objects = map(json.loads, answer.splitlines())
    return {found["id"] for found in objects if found["type"] == "copy"}


def main():
    index = sys.argv[1]
    program = sys.argv[2] if len(sys.argv) > 2 else "dateline"
    counts = Counter()
    with open(Path(__file__).with_name("stories.tsv"), encoding="utf-8") as pairs:
        for pair in csv.DictReader(pairs, delimiter="\t"):
            story = copies(program, index, pair["one"])
            if not story:
                counts["not in the index"] += 1
                continue
            said = "copy" if pair["other"] in story else "other"
            counts[f"judged {pair['verdict']}, said {said}"] += 1
            if said != pair["verdict"]:
                print(pair["one"], pair["other"], f"judged {pair['verdict']}:", pair["reason"])
    for what, number in sorted(counts.items()):
        print(f"{what}: {number}")


main()
