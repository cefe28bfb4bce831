#!/usr/bin/env python3
"""export.py WINE.csv BIKE.csv ADULT.csv SUBJECTS.csv: makes the files beside it. Fits scikit-learn models and writes them as ONNX in the layout of
skl2onnx, with rows and what scikit-learn answers to them. Needs scikit-learn, pandas and onnx; made with 1.2.1, 1.5.3 and 1.12.0."""
import os
import sys

import numpy as np
import pandas as pd
from onnx import TensorProto, TypeProto, helper
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

HERE = os.path.dirname(os.path.abspath(__file__))
FLOAT, INT64, STRING = TensorProto.FLOAT, TensorProto.INT64, TensorProto.STRING


def trees(models, leaf):
    """The attributes of the nodes, and (tree, node, weights) of each leaf."""
    a = {k: [] for k in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids", "hitrates")}
    leaves = []
    for t, model in enumerate(models):
        for n in range(model.tree_.node_count):
            split = model.tree_.children_left[n] >= 0
            # A value that is read as a float is at most the threshold exactly when it is at most the next float below it.
            threshold = np.float32(model.tree_.threshold[n])
            if threshold > model.tree_.threshold[n]:
                threshold = np.nextafter(threshold, np.float32(-np.inf))
            for key, value in zip(a, (t, n, int(model.tree_.feature[n]) if split else 0, float(threshold) if split else 0.0,
                                      "BRANCH_LEQ" if split else "LEAF", int(max(model.tree_.children_left[n], 0)),
                                      int(max(model.tree_.children_right[n], 0)), float(model.tree_.n_node_samples[n]))):
                a[key].append(value)
            if not split:
                leaves.append((t, n, leaf(model.tree_.value[n])))
    return {"nodes_" + k: v for k, v in a.items()}, leaves


def weights(leaves, prefix):
    return {prefix + "_treeids": [t for t, _, w in leaves for _ in w], prefix + "_nodeids": [n for _, n, w in leaves for _ in w],
            prefix + "_ids": [i for _, _, w in leaves for i in range(len(w))], prefix + "_weights": [float(x) for _, _, w in leaves for x in w]}


def save(name, nodes, inputs, outputs, constants=()):
    graph = helper.make_graph(nodes, name, inputs, outputs, constants)
    model = helper.make_model(graph, producer_name="skl2onnx-layout", ir_version=8,
                              opset_imports=[helper.make_opsetid("", 15), helper.make_opsetid("ai.onnx.ml", 1),
                                             helper.make_opsetid("com.microsoft", 1)][:3 if any(n.domain == "com.microsoft" for n in nodes) else 2])
    open(f"{HERE}/{name}.onnx", "wb").write(model.SerializeToString())


def maps_of_floats():
    kind = TypeProto()
    kind.sequence_type.elem_type.map_type.key_type = INT64
    kind.sequence_type.elem_type.map_type.value_type.tensor_type.elem_type = FLOAT
    return kind


def tensor(name, kind, width):
    return helper.make_tensor_value_info(name, kind, [None, width] if width else [None])


def rows(frame, label, prediction, name):
    frame = frame.copy()
    frame[label.name] = label
    frame["sklearn"] = prediction
    frame.to_csv(f"{HERE}/{name}.csv", index=False)


def forest(path):
    data = pd.read_csv(path)
    x, y = data.drop(columns="target").astype(np.float32), data.target
    model = RandomForestClassifier(n_estimators=20, max_depth=6, random_state=1).fit(x[::2], y[::2])
    nodes, leaves = trees(model.estimators_, lambda v: v[0] / v[0].sum() / len(model.estimators_))
    save("wine_forest", [
        helper.make_node("TreeEnsembleClassifier", ["X"], ["output_label", "probabilities"], domain="ai.onnx.ml",
                         classlabels_int64s=[int(c) for c in model.classes_], post_transform="NONE", **nodes, **weights(leaves, "class")),
        helper.make_node("ZipMap", ["probabilities"], ["output_probability"], domain="ai.onnx.ml",
                         classlabels_int64s=[int(c) for c in model.classes_]),
    ], [tensor("X", FLOAT, x.shape[1])], [
        tensor("output_label", INT64, 0),
        helper.make_value_info("output_probability", maps_of_floats()),
    ])
    rows(data.drop(columns="target")[1::2], y[1::2], model.predict(x[1::2]), "wine_forest")


def boosting(path):
    data = pd.read_csv(path).sample(400, random_state=1)
    columns = ["season", "hr", "workingday", "weathersit", "temp", "hum", "windspeed"]
    x, y = data[columns].astype(np.float32), data.cnt
    model = GradientBoostingRegressor(n_estimators=30, max_depth=3, random_state=1).fit(x[:200], y[:200])
    nodes, leaves = trees(model.estimators_[:, 0], lambda v: v[0] * model.learning_rate)
    save("bike_boosting", [
        helper.make_node("TreeEnsembleRegressor", ["X"], ["variable"], domain="ai.onnx.ml", n_targets=1,
                         base_values=[float(model.init_.constant_[0][0])], **nodes, **weights(leaves, "target")),
    ], [tensor("X", FLOAT, len(columns))], [tensor("variable", FLOAT, 1)])
    rows(data[columns][200:], y[200:], model.predict(x[200:]), "bike_boosting")


def columns(path):
    data = pd.read_csv(path).sample(1200, random_state=1)
    numbers, words = ["age", "education_num", "hours_per_week"], ["workclass", "marital_status", "sex"]
    numbers = [c if c in data else c.replace("_", "-") for c in numbers]
    words = [c if c in data else c.replace("_", "-") for c in words]
    label = data.columns[-1]
    for c in words + [label]:
        data[c] = data[c].astype(str).str.strip()
    x = data[numbers + words]
    model = Pipeline([("columns", ColumnTransformer([
        ("numbers", Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", StandardScaler())]), numbers),
        ("words", OneHotEncoder(handle_unknown="ignore"), words)])), ("logistic", LogisticRegression(max_iter=1000))]).fit(x[:600], data[label][:600])
    step = model.named_steps["columns"]
    fill, scale = step.named_transformers_["numbers"].steps[0][1], step.named_transformers_["numbers"].steps[1][1]
    encoder, logistic = step.named_transformers_["words"], model.named_steps["logistic"]
    nodes = [
        helper.make_node("Concat", numbers, ["merged_columns"], axis=1),
        helper.make_node("Imputer", ["merged_columns"], ["variable"], domain="ai.onnx.ml", replaced_value_float=float("nan"),
                         imputed_value_floats=[float(v) for v in fill.statistics_]),
        helper.make_node("Scaler", ["variable"], ["variable1"], domain="ai.onnx.ml", offset=[float(v) for v in scale.mean_],
                         scale=[float(1 / v) for v in scale.scale_]),
    ]
    for c, categories in zip(words, encoder.categories_):
        nodes += [helper.make_node("OneHotEncoder", [c], [c + "out"], domain="ai.onnx.ml", cats_strings=list(categories), zeros=1),
                  helper.make_node("Reshape", [c + "out", c + "shape"], [c + "flat"])]
    nodes += [
        helper.make_node("Concat", ["variable1"] + [c + "flat" for c in words], ["transformed_column"], axis=-1),
        helper.make_node("LinearClassifier", ["transformed_column"], ["label", "probability_tensor"], domain="ai.onnx.ml",
                         classlabels_strings=list(logistic.classes_), multi_class=0, post_transform="LOGISTIC",
                         coefficients=[float(v) for v in np.vstack([-logistic.coef_, logistic.coef_]).ravel()],
                         intercepts=[float(-logistic.intercept_[0]), float(logistic.intercept_[0])]),
        helper.make_node("Normalizer", ["probability_tensor"], ["probabilities"], domain="ai.onnx.ml", norm="L1"),
    ]
    shapes = [helper.make_tensor(c + "shape", INT64, [2], [-1, len(k)]) for c, k in zip(words, encoder.categories_)]
    save("adult_columns", nodes, [tensor(c, FLOAT, 1) for c in numbers] + [tensor(c, STRING, 1) for c in words],
         [tensor("label", STRING, 0), tensor("probabilities", FLOAT, 2)], shapes)
    rows(x[600:], data[label][600:].rename("income"), model.predict(x[600:]), "adult_columns")


def texts(path):
    data = pd.read_csv(path, keep_default_na=False)[:1500]
    model = Pipeline([("terms", TfidfVectorizer(ngram_range=(1, 2), max_features=400, token_pattern="[a-zA-Z0-9_]+")),
                      ("logistic", LogisticRegression(C=5, max_iter=1000))]).fit(data.subject[:1200], data.label[:1200])
    terms, logistic = model.named_steps["terms"], model.named_steps["logistic"]
    order = sorted(terms.vocabulary_, key=lambda term: (term.count(" "), term))
    singles = sum(" " not in term for term in order)
    nodes = [
        helper.make_node("Reshape", ["subject", "flat"], ["shaped"]),
        helper.make_node("StringNormalizer", ["shaped"], ["lowered"], case_change_action="LOWER", is_case_sensitive=0, locale="en_US"),
        helper.make_node("Tokenizer", ["lowered"], ["tokenized"], domain="com.microsoft", mark=0, mincharnum=1, pad_value="#",
                         tokenexp="[a-zA-Z0-9_]+"),
        helper.make_node("TfIdfVectorizer", ["tokenized"], ["counts"], mode="TF", min_gram_length=1, max_gram_length=2, max_skip_count=0,
                         ngram_counts=[0, singles], ngram_indexes=[int(terms.vocabulary_[term]) for term in order],
                         pool_strings=[word for term in order for word in term.split(" ")], weights=[1.0] * len(order)),
        helper.make_node("Mul", ["counts", "idf"], ["weighted"]),
        helper.make_node("Normalizer", ["weighted"], ["variable"], domain="ai.onnx.ml", norm="L2"),
        helper.make_node("LinearClassifier", ["variable"], ["label", "probability_tensor"], domain="ai.onnx.ml",
                         classlabels_strings=list(logistic.classes_), multi_class=0, post_transform="LOGISTIC",
                         coefficients=[float(v) for v in np.vstack([-logistic.coef_, logistic.coef_]).ravel()],
                         intercepts=[float(-logistic.intercept_[0]), float(logistic.intercept_[0])]),
        helper.make_node("Normalizer", ["probability_tensor"], ["probabilities"], domain="ai.onnx.ml", norm="L1"),
    ]
    save("subject_texts", nodes, [tensor("subject", STRING, 1)], [tensor("label", STRING, 0), tensor("probabilities", FLOAT, 2)],
         [helper.make_tensor("flat", INT64, [1], [-1]), helper.make_tensor("idf", FLOAT, [len(order)], [float(v) for v in terms.idf_])])
    rows(data[["subject"]][1200:], data.label[1200:], model.predict(data.subject[1200:]), "subject_texts")


forest(sys.argv[1])
boosting(sys.argv[2])
columns(sys.argv[3])
texts(sys.argv[4])
