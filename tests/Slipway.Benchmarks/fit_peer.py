"""fit_peer.py TRAIN.csv TEST.csv THREADS REPETITIONS: what xgboost and scikit-learn take for the same; lines as Slipway.Benchmarks fit."""
import os
import statistics
import sys
import time

os.environ["OMP_NUM_THREADS"] = sys.argv[3]
import pandas as pd
import xgboost
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

threads, repetitions = int(sys.argv[3]), int(sys.argv[4])
train, test = pd.read_csv(sys.argv[1]), pd.read_csv(sys.argv[2])
x, y = train.drop(columns="target"), train.target
learners = {
    "xgboost-hist": lambda: xgboost.XGBClassifier(n_estimators=100, max_leaves=31, max_depth=0, grow_policy="lossguide",
                                                  learning_rate=0.1, tree_method="hist", n_jobs=threads),
    "sklearn-hgb": lambda: HistGradientBoostingClassifier(max_iter=100, max_leaf_nodes=31, learning_rate=0.1,
                                                          early_stopping=False, random_state=42),
}
for name, make in learners.items():
    walls, busy = [], []
    for _ in range(repetitions + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        model = make().fit(x, y)
        walls.append(time.perf_counter() - wall)
        busy.append(time.process_time() - cpu)
    auc = roc_auc_score(test.target, model.predict_proba(test.drop(columns="target"))[:, 1])
    print(f"{name} {threads} {statistics.median(walls[1:]):.3f} {statistics.median(busy[1:]):.3f} {auc:.5f}", flush=True)
