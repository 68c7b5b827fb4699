#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# What a usual text classifier does on the folds of eval_route: TF-IDF of
# characters (2 to 5 in a row) and words, a linear support vector machine
# (scikit-learn).  Reads JSON Lines {"source", "fold", "text", "category"},
# prints "source accuracy macro-F1" for each source.
import collections
import json
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

sources = collections.defaultdict(list)
for line in sys.stdin:
    row = json.loads(line)
    sources[row["source"]].append(row)
for source, rows in sorted(sources.items()):
    truth, decided = [], []
    for fold in sorted({row["fold"] for row in rows}):
        taught = [row for row in rows if row["fold"] != fold]
        asked = [row for row in rows if row["fold"] == fold]
        machine = make_pipeline(
            make_union(
                TfidfVectorizer(
                    analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True
                ),
                TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            ),
            LinearSVC(),
        )
        machine.fit(
            [row["text"] for row in taught], [row["category"] for row in taught]
        )
        truth += [row["category"] for row in asked]
        decided += list(machine.predict([row["text"] for row in asked]))
    print(
        source,
        accuracy_score(truth, decided),
        f1_score(truth, decided, average="macro"),
    )
