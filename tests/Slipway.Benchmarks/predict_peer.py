"""predict_peer.py TRAIN.csv MODEL [ROW.csv]: without rows, trains boosted trees of scikit-learn and saves them; with, loads and predicts one."""
import sys

import joblib
import pandas as pd

if len(sys.argv) == 3:
    from sklearn.ensemble import HistGradientBoostingClassifier
    table = pd.read_csv(sys.argv[1])
    model = HistGradientBoostingClassifier(max_iter=100, max_leaf_nodes=31, learning_rate=0.1, early_stopping=False, random_state=42)
    joblib.dump(model.fit(table.drop(columns="target"), table.target), sys.argv[2])
else:
    print(joblib.load(sys.argv[2]).predict_proba(pd.read_csv(sys.argv[3]))[0])
