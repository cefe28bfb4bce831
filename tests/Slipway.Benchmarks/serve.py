#!/usr/bin/env python3
"""serve.py TRAIN.csv TEST.csv [PEER.py ...]: the published server under load by wrk, beside a peer's own benchmark.

TRAIN.csv and TEST.csv have a column 'target' of 0 and 1 and numbers besides. Publishes the command, trains a gbdt of 100 trees, and
prints: start to first prediction, requests/s and latencies of one row at 1, 8 and 32 connections with and without the prediction log,
rows/s in batches of 1000 rows, resident memory. A peer script is run right after, with its arguments, and prints its own figures.
Where nginx is installed, the latencies of its empty answers say what the machine itself allows just then.
Needs wrk. SLIPWAY_COMMAND names a command that is published already. SECONDS_EACH (6) and REPS (3) set the length; figures are medians."""
import csv
import http.client
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
SECONDS, REPS = int(os.environ.get("SECONDS_EACH", "6")), int(os.environ.get("REPS", "3"))
PORT = int(os.environ.get("PORT", "18200"))
LUA = """
local f = assert(io.open(assert(os.getenv("BODY"), "set BODY"), "rb"))
wrk.method = "POST"; wrk.body = f:read("*a"); f:close()
wrk.headers["Content-Type"] = "application/json"
done = function(s, l, r)
  io.write(string.format("RESULT rps=%.1f p50=%.3f p99=%.3f bad=%d\\n", s.requests / (s.duration / 1e6),
    l:percentile(50) / 1000, l:percentile(99) / 1000,
    s.errors.connect + s.errors.read + s.errors.write + s.errors.timeout + s.errors.status))
end
"""


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def publish(folder):
    rid = subprocess.run(["dotnet", "msbuild", f"{ROOT}/src/Slipway.Cli", "-getProperty:NETCoreSdkPortableRuntimeIdentifier"],
                         capture_output=True, text=True, check=True).stdout.strip()
    run("dotnet", "publish", f"{ROOT}/src/Slipway.Cli", "-c", "Release", "-r", rid, "-p:PublishAot=true", "-o", folder, "-v", "q", "--nologo")
    return f"{folder}/Slipway.Cli"


def post(model, body):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("POST", f"/api/models/{model}/predict", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def start(cli, store, row, model="bench"):
    begin = time.perf_counter()
    server = subprocess.Popen([cli, "serve", "--store", store, "--port", str(PORT)], stdout=subprocess.DEVNULL)
    while True:
        try:
            if post(model, row) == 200:
                return server, time.perf_counter() - begin
        except OSError:
            pass
        time.sleep(0.002)
        if server.poll() is not None:
            raise SystemExit("the server ended")


def stop(server):
    server.send_signal(signal.SIGTERM)
    server.wait()


def memory(server):
    return sum(int(line.split()[1]) for line in open(f"/proc/{server.pid}/smaps_rollup") if line.startswith("Rss:")) / 1024


def load(work, path, body, connections, port=PORT):
    out = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--timeout", "20s", "-s", f"{work}/post.lua", f"http://127.0.0.1:{port}{path}"],
        capture_output=True, text=True, env={**os.environ, "BODY": f"{work}/{body}"}).stdout
    result = dict(pair.split("=") for pair in re.search(r"RESULT (.*)", out).group(1).split())
    if result["bad"] != "0":
        raise SystemExit(f"{result['bad']} requests failed")
    return {name: float(value) for name, value in result.items()}


def predict(model):
    return f"/api/models/{model}/predict"


def floor(work):
    """One worker of nginx that reads the row and answers nothing."""
    with open(f"{work}/nginx.conf", "w") as file:
        file.write(f"""worker_processes 1; daemon off; error_log /dev/null; pid {work}/nginx.pid; events {{ }}
            http {{ access_log off; server {{ listen 127.0.0.1:{PORT + 1}; location / {{ return 200 ""; }} }} }}""")
    nginx = subprocess.Popen(["nginx", "-c", f"{work}/nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        for connections in (1, 8, 32):
            found = median([load(work, "/", "row.json", connections, PORT + 1) for _ in range(REPS)])
            print(f"  floor (nginx, empty answers) c={connections}: rps={found['rps']:.0f} p50={found['p50']}ms p99={found['p99']}ms")
    finally:
        nginx.terminate()
        nginx.wait()


def median(runs):
    return {name: statistics.median(r[name] for r in runs) for name in runs[0]}


def main():
    train, test, *peer = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work:
        run("dotnet", "build", HERE, "-c", "Release", "-v", "q", "--nologo")
        cli = os.environ.get("SLIPWAY_COMMAND") or publish(f"{work}/cli")
        run(f"{HERE}/bin/Release/net10.0/Slipway.Benchmarks", "train", train, f"{work}/store")
        rows = [{k: float(v) for k, v in r.items() if k != "target"} for r in csv.DictReader(open(test))]
        thousand = (rows * (1000 // len(rows) + 1))[:1000]
        for name, body in {"row.json": rows[0], "batch1000.json": thousand}.items():
            json.dump(body, open(f"{work}/{name}", "w"))
        open(f"{work}/post.lua", "w").write(LUA)
        row = json.dumps(rows[0])

        starts = []
        for _ in range(REPS + 2):
            server, seconds = start(cli, f"{work}/store", row)
            starts.append(seconds)
            stop(server)
        print(f"slipway start_to_first_prediction_s={statistics.median(starts):.3f}")
        server, _ = start(cli, f"{work}/store", row)
        try:
            load(work, predict("bench"), "row.json", 8)
            for connections in (1, 8, 32):
                logged, unlogged = [], []
                for _ in range(REPS):
                    unlogged.append(load(work, predict("bench-unlogged"), "row.json", connections))
                    logged.append(load(work, predict("bench"), "row.json", connections))
                on, off = median(logged), median(unlogged)
                print(f"  one row c={connections}: rps={on['rps']:.0f} p50={on['p50']}ms p99={on['p99']}ms; "
                      f"without log rps={off['rps']:.0f} p99={off['p99']}ms; log costs {1 - on['rps'] / off['rps']:.1%}")
            print(f"  resident_mb={memory(server):.0f} after one-row load")
            batches = median([load(work, predict("bench-unlogged"), "batch1000.json", 2) for _ in range(REPS)])
            print(f"  1000 rows c=2: rps={batches['rps']:.1f} rows/s={batches['rps'] * 1000:.0f} p99={batches['p99']}ms")
            print(f"  resident_mb={memory(server):.0f} after batches")
        finally:
            stop(server)
        if shutil.which("nginx"):
            floor(work)
    if peer:
        sys.stdout.flush()
        subprocess.run(["/usr/bin/python3", *peer], check=False)


if __name__ == "__main__":
    main()
