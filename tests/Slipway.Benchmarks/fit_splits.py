"""fit_splits.py TRAIN.csv TEST.csv SPLITS: the AUC of ours and of scikit-learn with the same settings on random splits of all rows.

One split says little: a rounding that moves a single row to another bin changes the trees behind it, and the AUC by some 0.0005.
Needs pandas, scikit-learn, and Slipway.Benchmarks built in Release.
"""
import os
import statistics
import subprocess
import sys
import tempfile

import numpy
import pandas
from sklearn.metrics import roc_auc_score

from fit_peer import SETTINGS, learner

HERE = os.path.dirname(os.path.abspath(__file__))
BENCHMARKS = os.path.join(HERE, "bin", "Release", "net10.0", "Slipway.Benchmarks")
parts = [pandas.read_csv(path) for path in sys.argv[1:3]]
rows = pandas.concat(parts, ignore_index=True)
gains = []
with tempfile.TemporaryDirectory() as work:
    train_csv, test_csv = os.path.join(work, "train.csv"), os.path.join(work, "test.csv")
    for split in range(int(sys.argv[3])):
        order = numpy.random.RandomState(split).permutation(len(rows))
        train, test = rows.iloc[order[:len(parts[0])]], rows.iloc[order[len(parts[0]):]]
        train.to_csv(train_csv, index=False)
        test.to_csv(test_csv, index=False)
        line = subprocess.run([BENCHMARKS, "fit", train_csv, test_csv, "2", "1", *SETTINGS["sklearn-hgb"].split()],
                              check=True, capture_output=True, text=True).stdout
        peer = learner("sklearn-hgb", 2).fit(train.drop(columns="target"), train.target)
        auc = roc_auc_score(test.target, peer.predict_proba(test.drop(columns="target"))[:, 1])
        gains.append(float(line.split()[-1]) - auc)
        print(f"split {split}: slipway {auc + gains[-1]:.5f} sklearn-hgb {auc:.5f} ahead by {gains[-1]:+.5f}", flush=True)
print(f"ahead by {statistics.mean(gains):+.5f} on average, standard error {statistics.stdev(gains) / len(gains) ** 0.5:.5f}")
