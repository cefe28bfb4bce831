#!/usr/bin/env python3
"""swaps.py COMMAND [SWAPS]: promotes two versions in turn on a published server, while eight clients predict.

COMMAND is the published slipway. Every answer must be that of the version that it names; none may fail; and in the last third of the swaps
(3000) the server may not take more than 1.1 times the resident memory of the first third, both medians. Ends with 1 where one of these does
not hold."""
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from serve import PORT, memory, start, stop

CLIENTS, SAMPLES = 8, 60
MODEL, ROW_FILE = "wine", "data/wine.csv"


def send(connection, method, path, body):
    connection.request(method, f"/api/models/{MODEL}/{path}", json.dumps(body), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def train(cli, work):
    """Two versions that answer differently, as they have learned from other rows."""
    subprocess.run([cli, "new", "project", "--from", MODEL], cwd=work, check=True, capture_output=True)
    file = f"{work}/project/models/{MODEL}/model.yaml"
    spec = open(file).read()
    spec = spec[:spec.index("gate:")].replace("[linear, gbdt, forest, discriminant]", "[gbdt]").replace("trials: 90", "trials: 1")
    for seed in ("42", "7"):
        with open(file, "w") as out:
            out.write(spec.replace("seed: 42", f"seed: {seed}"))
        subprocess.run([cli, "train", "--project", "project", "--store", "store"], cwd=work, check=True, capture_output=True)
    names, values = (line.strip().split(",") for line in open(f"{work}/project/{ROW_FILE}").readlines()[:2])
    return {name: float(value) for name, value in zip(names, values) if name != "target"}


def main():
    cli, swaps = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3000
    with tempfile.TemporaryDirectory() as work:
        row = train(cli, work)
        server, _ = start(cli, f"{work}/store", json.dumps(row), MODEL)
        answers, failures, ended = {}, [], threading.Event()

        def predict(connection):
            status, body = send(connection, "POST", "predict", row)
            if status != 200:
                failures.append(f"{status} {body}")
                return
            answers.setdefault(body["version"], set()).add(json.dumps(body["prediction"]["probabilities"]))

        def client():
            connection, count = http.client.HTTPConnection("127.0.0.1", PORT), 0
            while not ended.is_set():
                predict(connection)
                count += 1
            counts.append(count)

        counts, resident = [], []
        clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
        for thread in clients:
            thread.start()
        operator = http.client.HTTPConnection("127.0.0.1", PORT)
        for swap in range(swaps):
            status, body = send(operator, "PUT", "aliases/champion", {"version": 1 + swap % 2, "reason": "a test"})
            if status != 200:
                failures.append(f"{status} {body}")
            if swap % max(1, swaps // SAMPLES) == 0:
                resident.append(memory(server))
            time.sleep(0.01)
        ended.set()
        for thread in clients:
            thread.join()
        stop(server)

    third = len(resident) // 3
    early, late = statistics.median(resident[:third]), statistics.median(resident[-third:])
    mixed = {version: len(found) for version, found in answers.items() if len(found) != 1}
    print(f"{swaps} swaps, {sum(counts)} requests: {len(failures)} failed, {len(mixed)} versions with mixed answers, "
          f"both answered: {len(answers) == 2}, resident {early:.1f} MB in the first third, {late:.1f} in the last")
    for failure in failures[:5]:
        print(failure)
    return 1 if failures or mixed or len(answers) != 2 or late > 1.1 * early else 0


if __name__ == "__main__":
    sys.exit(main())
