#!/usr/bin/env bash
# Times the trainers' defaults on the samples, one thread each, beside scikit-learn's counterparts in the same run.
#   samples.sh [python]      python: an interpreter with pandas and scikit-learn; python3 when not given
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
projects="$here/../../templates/projects"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

dotnet build "$here" -c Release -v q --nologo
"$here/bin/Release/net10.0/Slipway.Benchmarks" samples "$projects" | sort > "$work/ours"
OMP_NUM_THREADS=1 "${1:-python3}" "$here/samples_peer.py" "$projects" | sort > "$work/peer"
echo "sample         trainer     ours s   peer s   ours / peer"
join <(awk '{print $1"/"$2, $3}' "$work/ours") <(awk '{print $1"/"$2, $3}' "$work/peer") |
    awk '{split($1, n, "/"); printf "%-14s %-8s %9.4f %8.4f %8.2f\n", n[1], n[2], $2, $3, $2 / $3}'
