#!/usr/bin/env python3
"""Makes words.zip, the dictionary by which titles are cut into words, from the one of jieba-rs.

    python3 make_words.py ~/.cargo/registry/src/*/jieba-rs-*/src/data/dict.txt

Needed when jieba-rs brings another dictionary: the tests of words.rs fail then. Each entry of the archive
holds the words from one first character on, sorted, and is named after it (its code point, six hexadecimal
digits). A line is a word: a digit, how many characters it shares with the word before it, the others, and,
where it is not 3, a space and the word's frequency.
"""

import sys
import zipfile
from itertools import groupby
from pathlib import Path

# an entry is closed when its words have so many characters: small enough to read few that no title asks for
FULL = 8000
USUAL = 3


def blocks(words):
    block, size = [], 0
    for _, group in groupby(words, key=lambda entry: entry[0][0]):
        group = list(group)
        block += group
        size += sum(len(word) for word, _ in group)
        if size >= FULL:
            yield block
            block, size = [], 0
    if block:
        yield block


def shared(before, word):
    count = 0
    while count < min(9, len(before), len(word)) and before[count] == word[count]:
        count += 1
    return count


def text(block):
    before, lines = "", []
    for word, frequency in block:
        count = shared(before, word)
        lines.append(f"{count}{word[count:]}" + ("" if frequency == USUAL else f" {frequency}"))
        before = word
    return "\n".join(lines)


def main():
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    words = sorted((word, int(frequency)) for word, frequency, _ in map(str.split, lines))
    with zipfile.ZipFile(Path(__file__).with_name("words.zip"), "w") as archive:
        for block in blocks(words):
            entry = zipfile.ZipInfo(f"{ord(block[0][0][0]):06x}")
            archive.writestr(entry, text(block), zipfile.ZIP_DEFLATED, 9)
    print(len(words), "words, frequencies in all", sum(frequency for _, frequency in words))


main()
