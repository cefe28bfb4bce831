#!/usr/bin/env bash
# Fits 100 trees of 31 leaves, with 1 and with 2 threads, beside xgboost and scikit-learn in the same run, each with the peer's own penalty
# and leaf size (fit_peer.py says which). fit_splits.py shows how far the AUC hangs on the split.
#   fit.sh [train.csv test.csv [repetitions [python]]]      rows of numbers with a column 'target' of 0 and 1; without files, generated
#                                                           rows; python: an interpreter with pandas, xgboost and scikit-learn
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
train="${1:-}"
test="${2:-}"
repetitions="${3:-5}"
python="${4:-python3}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

dotnet build "$here" -c Release -v q --nologo
bench="$here/bin/Release/net10.0/Slipway.Benchmarks"
if [ -z "$train" ]; then
    train="$work/train.csv"
    test="$work/test.csv"
    "$bench" generate "$work/all.csv" 200000
    head -n 160001 "$work/all.csv" > "$train"
    (head -n 1 "$work/all.csv"; tail -n 40000 "$work/all.csv") > "$test"
fi

echo "learner      threads   wall s    cpu s      auc   slipway's wall / cpu as a share, auc ahead by"
for threads in 1 2; do
    if ! "$python" -c "import pandas, xgboost, sklearn" 2>/dev/null; then
        echo "peers left out: $python with pandas, xgboost and scikit-learn is missing" >&2
        "$bench" fit "$train" "$test" "$threads" "$repetitions"
        continue
    fi

    for peer in sklearn-hgb xgboost-hist; do
        read -r -a settings <<< "$("$python" "$here/fit_peer.py" settings "$peer")"
        {
            "$bench" fit "$train" "$test" "$threads" "$repetitions" "${settings[@]}"
            "$python" "$here/fit_peer.py" fit "$peer" "$train" "$test" "$threads" "$repetitions"
        } | awk 'NR == 1 { w = $3; c = $4; a = $5; printf "%-12s %7d %8.3f %8.3f %8.5f\n", $1, $2, $3, $4, $5; next }
                 { printf "%-12s %7d %8.3f %8.3f %8.5f   %.2f / %.2f, %+.5f\n", $1, $2, $3, $4, $5, w / $3, c / $4, a - $5 }'
    done
done
