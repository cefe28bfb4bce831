"""samples_peer.py PROJECTS: scikit-learn's counterparts of the trainers' defaults on the samples; one line each: sample trainer seconds."""
import statistics
import sys
import time

import pandas as pd
from sklearn.ensemble import (HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier,
                              RandomForestRegressor)
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

REPETITIONS = 7
SAMPLES = {"bike-sharing": "bike_hour", "breast-cancer": "breast_cancer", "digits": "digits", "wine": "wine"}


def rows(sample, frame):
    if sample == "bike-sharing":
        frame = frame.sort_values("dteday").iloc[:int(len(frame) * 0.8)]
        times = pd.to_datetime(frame.dteday)
        frame = frame.assign(month=times.dt.month, day=times.dt.day, weekday_=times.dt.dayofweek, dayofyear=times.dt.dayofyear)
        return frame.drop(columns=["instant", "dteday", "casual", "registered", "cnt"]), frame.cnt
    frame, _ = train_test_split(frame, test_size=0.2, random_state=42, stratify=frame.target)
    return frame.drop(columns="target"), frame.target


for sample, file in SAMPLES.items():
    x, y = rows(sample, pd.read_csv(f"{sys.argv[1]}/{sample}/data/{file}.csv"))
    regression = sample == "bike-sharing"
    learners = {
        "gbdt": (HistGradientBoostingRegressor if regression else HistGradientBoostingClassifier)(
            max_iter=120, max_leaf_nodes=31, learning_rate=0.1, l2_regularization=1, early_stopping=False, random_state=42),
        "linear": make_pipeline(StandardScaler(), Ridge() if regression else LogisticRegression(max_iter=2000)),
        "forest": (RandomForestRegressor if regression else RandomForestClassifier)(100, n_jobs=1, random_state=42),
    }
    for name, learner in learners.items():
        seconds = []
        for _ in range(REPETITIONS + 1):
            start = time.perf_counter()
            learner.fit(x, y)
            seconds.append(time.perf_counter() - start)
        print(f"{sample} {name} {statistics.median(seconds[1:]):.4f}", flush=True)
