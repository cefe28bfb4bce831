"""What a peer takes for 100 trees of 31 leaves at learning rate 0.1, and the settings of ours that are its own.

fit_peer.py settings PEER                                    the hyperparameters that Slipway.Benchmarks fit takes
fit_peer.py fit PEER TRAIN.csv TEST.csv THREADS REPETITIONS  a line as Slipway.Benchmarks fit prints it
"""
import os
import statistics
import sys
import time

# What both leave at their defaults: the squared penalty, the fewest rows and the least second derivative of a leaf.
SETTINGS = {"sklearn-hgb": "l2=0 minRowsPerLeaf=20 minLeafWeight=0.001", "xgboost-hist": "l2=1 minRowsPerLeaf=1 minLeafWeight=1"}


def learner(peer, threads):
    if peer == "sklearn-hgb":
        from sklearn.ensemble import HistGradientBoostingClassifier

        return HistGradientBoostingClassifier(
            max_iter=100, max_leaf_nodes=31, learning_rate=0.1, early_stopping=False, random_state=42)

    import xgboost

    return xgboost.XGBClassifier(n_estimators=100, max_leaves=31, max_depth=0, grow_policy="lossguide",
                                 learning_rate=0.1, tree_method="hist", n_jobs=threads)


def fit(peer, train_csv, test_csv, threads, repetitions):
    import pandas as pd
    from sklearn.metrics import roc_auc_score

    train, test = pd.read_csv(train_csv), pd.read_csv(test_csv)
    x, y = train.drop(columns="target"), train.target
    walls, busy = [], []
    for _ in range(repetitions + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        model = learner(peer, threads).fit(x, y)
        walls.append(time.perf_counter() - wall)
        busy.append(time.process_time() - cpu)
    auc = roc_auc_score(test.target, model.predict_proba(test.drop(columns="target"))[:, 1])
    print(f"{peer} {threads} {statistics.median(walls[1:]):.3f} {statistics.median(busy[1:]):.3f} {auc:.5f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "settings":
        print(SETTINGS[sys.argv[2]])
    else:
        os.environ["OMP_NUM_THREADS"] = sys.argv[5]
        fit(sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]), int(sys.argv[6]))
