#!/usr/bin/env python3
"""rows.py TRAIN.csv [ROWS] [THREADS]: scoring rows in memory, beside scikit-learn's histogram boosting of the same size.

TRAIN.csv has a column 'target' of 0 and 1 and numbers besides. Both sides train 100 trees of 31 leaves on it, score its rows over and over
up to ROWS (1000000) on THREADS (2), and print the rows a second of the median of several runs and the processor time of a row; the ratios
come last. Needs scikit-learn."""
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
train, rows, threads = sys.argv[1], *(int(given) for given in (sys.argv[2:] + ["1000000", "2"][len(sys.argv) - 2:])[:2])
os.environ["OMP_NUM_THREADS"] = str(threads)

import numpy  # noqa: E402: after the number of threads is set
import pandas  # noqa: E402
from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: E402

subprocess.run(["dotnet", "build", HERE, "-c", "Release", "-v", "q", "--nologo"], check=True, stdout=subprocess.DEVNULL)
bench = f"{HERE}/bin/Release/net10.0/Slipway.Benchmarks"
with tempfile.TemporaryDirectory() as store:
    subprocess.run([bench, "train", train, store], check=True, stdout=subprocess.DEVNULL)
    ours = subprocess.run([bench, "rows", store, train, str(rows), str(threads)], check=True, capture_output=True, text=True).stdout
print(ours, end="")

table = pandas.read_csv(train)
features = table.drop(columns="target").to_numpy(numpy.float64)
model = HistGradientBoostingClassifier(max_iter=100, max_leaf_nodes=31, learning_rate=0.1, early_stopping=False, random_state=42)
model.fit(features, table.target)
many = numpy.ascontiguousarray(features[numpy.arange(rows) % len(features)])
model.predict_proba(many[:1000])


def busy():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


seconds, before = [], busy()
for _ in range(7):
    start = time.perf_counter()
    model.predict_proba(many)
    seconds.append(time.perf_counter() - start)
peer, peer_cpu = rows / statistics.median(seconds), (busy() - before) / 7 / rows * 1e9
print(f"peer rows_per_s={peer:.0f} best={rows / min(seconds):.0f} cpu_ns_per_row={peer_cpu:.0f}")
own = {name: float(value) for name, value in re.findall(r"(\w+)=([\d.]+)", ours)}
print(f"ratio rows_per_s={own['rows_per_s'] / peer:.2f} best={own['best'] * min(seconds) / rows:.2f} cpu={peer_cpu / own['cpu_ns_per_row']:.2f}")
