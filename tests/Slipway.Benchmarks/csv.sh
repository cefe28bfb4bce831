#!/usr/bin/env bash
# Times a CSV to columns, from memory, beside pandas.read_csv in the same run, with its default and with its exact float parser.
#   csv.sh [file.csv [repetitions [python]]]      without a file, 160,000 generated rows of 30 numbers
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
csv="${1:-}"
repetitions="${2:-5}"
python="${3:-python3}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

dotnet build "$here" -c Release -v q --nologo
bench="$here/bin/Release/net10.0/Slipway.Benchmarks"
if [ -z "$csv" ]; then
    csv="$work/rows.csv"
    "$bench" generate "$csv" 160000
fi

"$bench" csv "$csv" "$repetitions" > "$work/lines"
"$python" - "$csv" "$repetitions" >> "$work/lines" <<'PEER' || echo "peer left out: $python with pandas is missing" >&2
import io, statistics, sys, time
import pandas as pd

content = open(sys.argv[1], "rb").read()
for name, options in {"pandas": {}, "pandas-exact": {"float_precision": "round_trip"}}.items():
    walls, busy = [], []
    for _ in range(int(sys.argv[2]) + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        pd.read_csv(io.BytesIO(content), **options)
        walls.append(time.perf_counter() - wall)
        busy.append(time.process_time() - cpu)
    wall = statistics.median(walls[1:])
    print(f"{name} {wall:.3f} {statistics.median(busy[1:]):.3f} {len(content) / 1e6 / wall:.0f}")
PEER

echo "reader         wall s    cpu s   MB/s   slipway is faster by wall / cpu"
awk 'NR == 1 { w = $2; c = $3; printf "%-12s %8.3f %8.3f %6.0f\n", $1, $2, $3, $4; next }
     { printf "%-12s %8.3f %8.3f %6.0f   %.2f / %.2f\n", $1, $2, $3, $4, $2 / w, $3 / c }' "$work/lines"
