#!/usr/bin/env python3
"""all.py [--only a,b] [--train T.csv --test T.csv] [--peers FOLDER] [--python PYTHON] [--under COMMAND] [--results FOLDER]

Runs every benchmark that has a peer beside that peer, prints what both take and the ratio, and writes it with the versions of everything to
one file for this machine: results/<processor>.json, where other machines' files stand beside it.

Without --train and --test, rows are generated. Peers that need Python run where PYTHON (python3) has pandas, scikit-learn and xgboost; the
others are left out and said to be. --peers (or the variable PEERS) is a folder of further peer scripts: serve_bench.py and batch_bench.py
are run as serve.py and batch.sh describe. --under puts a command before each measurement, such as "taskset -c 0,1"."""
import argparse
import datetime
import json
import os
import platform
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

import serve as serve_py

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", ".."))
BENCH = f"{HERE}/bin/Release/net10.0/Slipway.Benchmarks"
NUMBER = r"([\d.]+)"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("only", ""), ("train", ""), ("test", ""), ("peers", os.environ.get("PEERS", "")), ("python", "python3"),
                          ("under", ""), ("results", f"{HERE}/results")):
        parser.add_argument(f"--{name}", default=default)
    return parser.parse_args()


def output(*command, under=""):
    done = subprocess.run([*shlex.split(under), *command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def tell(*command, default=""):
    """What a tool says of itself; nothing where it is missing."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return (done.stdout or done.stderr).strip() if done.returncode in (0, 1) else default
    except OSError:
        return default


def machine(python):
    facts = dict(re.findall(r"(model name|MemTotal)\s*:\s*(.+)", tell("cat", "/proc/cpuinfo", "/proc/meminfo")))
    packages = "import importlib.metadata as m, json\n" \
        "print(json.dumps({d.metadata['Name'].lower(): d.version for d in m.distributions()}))"
    found = json.loads(tell(python, "-c", packages) or "{}")
    wanted = ("numpy", "pandas", "scikit-learn", "xgboost", "fastapi", "uvicorn")
    return {
        "processor": facts.get("model name", platform.processor() or "unknown"),
        "cores": os.cpu_count(),
        "memory": facts.get("MemTotal", ""),
        "system": platform.platform(),
        "dotnet": tell("dotnet", "--version"),
        "python": tell(python, "--version").replace("Python ", ""),
        "packages": {name: found[name] for name in wanted if name in found},
        "onnxruntime": re.search(r'OnnxRuntime" Version="([\d.]+)"', open(f"{ROOT}/Directory.Packages.props").read()).group(1),
        "wrk": (tell("wrk", "--version").split() or ["", ""])[1],
        "commit": tell("git", "-C", ROOT, "rev-parse", "HEAD") + ("-changed" if tell("git", "-C", ROOT, "status", "--porcelain") else ""),
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
    }


def fit(run):
    """Lines of fit.sh, ours with a peer's settings before that peer: learner, threads, wall seconds, processor seconds, AUC."""
    lines = re.findall(rf"^(\S+) +(\d) +{NUMBER} +{NUMBER} +{NUMBER}", run.script("fit.sh", run.train, run.test, "5", run.python), re.M)
    for own, (name, threads, wall, _, auc) in zip(lines, lines[1:]):
        if name != "slipway":
            run.add(f"fit, threads: {threads}", "s", float(own[2]), name, float(wall), less=True, goal=0.8,
                    more={"auc": float(own[4]), "peer_auc": float(auc)})


def row(run):
    """One row in process. The peer runs in the same process."""
    found = dict(re.findall(rf"^(predict|ONNX Runtime[^:]*): median {NUMBER} ns", output(BENCH, "row", run.store, under=run.under), re.M))
    peer = [(name, float(ns) / 1000) for name, ns in found.items() if name != "predict"]
    name, took = peer[0] if peer else ("ONNX Runtime", None)
    run.add("one row in process", "us", float(found["predict"]) / 1000, name, took, less=True)


def rows(run):
    found = re.findall(rf"rows_per_s={NUMBER}", run.script("rows.py", run.train, "1000000", "2"))
    run.add("rows in memory, 2 threads", "rows/s", float(found[0]), "scikit-learn HGB", float(found[1]), less=False, goal=3)


def csv(run):
    found = re.findall(rf"^(\S+) +{NUMBER} +{NUMBER} +{NUMBER}", run.script("csv.sh", run.train, "5", run.python), re.M)
    for name, _, _, speed in found[1:]:
        run.add("CSV to columns", "MB/s", float(found[0][3]), name, float(speed), less=False, goal=2 if name == "pandas" else None)


def start(run):
    """A new process that loads the model and predicts one row."""
    cli = run.publish()
    one = f"{run.work}/one.csv"
    with open(run.train) as source, open(one, "w") as target:
        for line in (next(source), next(source)):
            target.write(",".join(line.rstrip("\n").split(",")[:-1]) + "\n")
    ours = run.times(cli, "predict", "bench", "--input", one, "--store", run.store)
    peer = None
    if run.has_python:
        output(run.python, f"{HERE}/predict_peer.py", run.train, f"{run.work}/hgb.joblib")
        peer = run.times(run.python, f"{HERE}/predict_peer.py", run.train, f"{run.work}/hgb.joblib", one)
    run.add("load and predict, new process", "s", ours, "scikit-learn HGB", peer, less=True)


def samples(run):
    found = re.findall(rf"^(\S+) +(\S+) +{NUMBER} +{NUMBER} +{NUMBER}$", run.script("samples.sh", run.python), re.M)
    for sample, trainer, own, peer, _ in found:
        run.add(f"fit {sample} {trainer}", "s", float(own), "scikit-learn", float(peer), less=True)


def batch(run):
    run.publish()
    peer = run.peer("batch_bench.py")
    printed = run.script("batch.sh", "1000000", *(peer and [*peer, run.python]))
    found = re.findall(rf"^ +{NUMBER} s, .* peak (\d+) KB", printed, re.M)

    # Its first run makes the rows that it scores, and says so.
    done = found[2] if len(found) > 2 and "total=" in printed else None
    run.add("score a CSV of 1,000,000 rows", "s", float(found[0][0]), "pandas and HGB", done and float(done[0]), less=True)
    run.add("its memory", "MB", float(found[0][1]) / 1024, "pandas and HGB", done and float(done[1]) / 1024, less=True)


def serve(run):
    """The server and, where it is given, the peer that serve.py runs after it."""
    run.publish()
    peer = run.peer("serve_bench.py")
    printed = run.script("serve.py", run.train, run.test, *(peer and [*peer, "hgb", "1", "4", "3"]))
    ours, _, theirs = printed.partition("after batches")
    figures = [
        ("start to first prediction", "s", rf"start_to_first_prediction_s={NUMBER}", rf"cold_start_s={NUMBER}", 1 / 3),
        ("one row, 32 connections", "requests/s", rf"c=32: rps={NUMBER}", rf"row.json c=32: rps={NUMBER}", 10),
        *((f"p99, {c} connection{'s' * (c > 1)}", "ms", rf"c={c}: .*? p99={NUMBER}", rf"row.json c={c}: .*? p99={NUMBER}", 0.2) for c in (1, 8, 32)),
        ("1000 rows a request", "requests/s", rf"1000 rows c=2: rps={NUMBER}", rf"batch1000.json c=2: rps={NUMBER}", 10),
        ("resident memory", "MB", rf"resident_mb={NUMBER}", rf"rss={NUMBER}", 1),
    ]
    for what, unit, pattern, pattern_of_peer, goal in figures:
        found = re.search(pattern_of_peer, theirs)
        run.add(what, unit, float(re.search(pattern, ours).group(1)), "FastAPI and scikit-learn", found and float(found.group(1)),
                less=unit != "requests/s", goal=goal)


class Run:
    def __init__(self, given, work):
        self.work, self.python, self.under, self.peers = work, given.python, given.under, given.peers
        self.train, self.test, self.store, self.figures = given.train, given.test, f"{work}/store", []
        self.facts = machine(given.python)
        peers = subprocess.run([given.python, "-c", "import pandas, sklearn, xgboost"], capture_output=True, check=False)
        self.has_python = peers.returncode == 0
        output("dotnet", "build", HERE, "-c", "Release", "-v", "q", "--nologo", "-p:OnnxRuntimePeer=true")
        if not self.train:
            self.train, self.test = f"{work}/train.csv", f"{work}/test.csv"
            output(BENCH, "generate", f"{work}/all.csv", "200000")
            lines = open(f"{work}/all.csv").readlines()
            open(self.train, "w").writelines(lines[:160001])
            open(self.test, "w").writelines(lines[:1] + lines[160001:])
        output(BENCH, "train", self.train, self.store)

    def script(self, name, *given):
        # They build what they run: with the same property, or they would build it anew without.
        command = [self.python, f"{HERE}/{name}"] if name.endswith(".py") else [f"{HERE}/{name}"]
        return output(*command, *given, under=f"{self.under} env OnnxRuntimePeer=true")

    def peer(self, name):
        return [f"{self.peers}/{name}"] if self.peers and self.has_python else []

    def publish(self):
        """The published command, which the scripts then find too."""
        if not os.environ.get("SLIPWAY_COMMAND"):
            os.environ["SLIPWAY_COMMAND"] = serve_py.publish(f"{self.work}/cli")
        return os.environ["SLIPWAY_COMMAND"]

    def times(self, *command):
        walls = []
        for _ in range(12):
            begin = time.perf_counter()
            output(*command, under=self.under)
            walls.append(time.perf_counter() - begin)
        return statistics.median(walls[1:])

    def add(self, what, unit, ours, peer, theirs, *, less, goal=None, more=None):
        """less: whether less is better; then the ratio is our share of the peer's, else how many times the peer's we reach."""
        ratio = theirs and ours / theirs
        met = goal and ratio and (ratio <= goal if less else ratio >= goal)
        self.figures.append({
            "what": what, "unit": unit, "ours": ours, "peer": peer, "theirs": theirs, "ratio": ratio, "goal": goal, "met": met, **(more or {}),
            "commit": self.facts["commit"], "date": self.facts["date"]})
        beside = "left out" if theirs is None else format(theirs, ",.4g")
        verdict = "" if met is None or not goal else "met" if met else "not met"
        print(f"{what:32} {ours:12,.4g} {unit:10} {peer:28} {beside:>12} {format(ratio, '8.3f') if ratio else '':8}  {verdict}", flush=True)


def succeeds(part, run):
    """Runs a part; one that fails does not take the others with it."""
    try:
        part(run)
        return True
    except (SystemExit, subprocess.CalledProcessError, LookupError, AttributeError, ValueError) as failure:
        print(f"{part.__name__}: {failure!r}", file=sys.stderr, flush=True)
        return False


def main():
    given = arguments()
    parts = [fit, row, rows, csv, start, samples, batch, serve]
    chosen = [part for part in parts if not given.only or part.__name__ in given.only.split(",")]
    with tempfile.TemporaryDirectory() as work:
        run = Run(given, work)
        if not run.has_python:
            print(f"peers of Python left out: {given.python} with pandas, scikit-learn and xgboost is missing", file=sys.stderr)
            chosen = [part for part in chosen if part not in (rows, samples)]
        facts = run.facts
        print(f"{facts['processor']}, {facts['cores']} cores; .NET {facts['dotnet']}; {facts['packages']}")
        failed = [part.__name__ for part in chosen if not succeeds(part, run)]
    os.makedirs(given.results, exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", f"{facts['processor']} {facts['cores']} cores".lower()).strip("-")
    file = f"{given.results}/{name}.json"
    kept = json.load(open(file))["figures"] if (given.only or failed) and os.path.exists(file) else []
    renewed = {figure["what"] for figure in run.figures}
    figures = [figure for figure in kept if figure["what"] not in renewed] + run.figures
    with open(file, "w") as target:
        json.dump({"machine": facts, "figures": figures}, target, indent=2)
        target.write("\n")
    print(f"written to {file}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
