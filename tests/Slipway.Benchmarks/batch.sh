#!/usr/bin/env bash
# Times `slipway score` on rows of 30 numbers, with the peak of its memory.
#   batch.sh [rows] [peer.py [python]]   generates the rows, trains a model on some of them, scores them
#   ROWS_CSV=file TRAIN_CSV=file batch.sh 0 [peer.py]   uses these files instead: rows without, and rows with a column 'target'
# A peer script, if given, is run right after; it prints its own times. SLIPWAY_COMMAND names a command that is published already.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$here/../.."
rows="${1:-1000000}"
peer="${2:-}"
python="${3:-python3}"
threads="${THREADS:-2}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

dotnet build "$here" -c Release -v q --nologo

# As it is released: native code, so that a run of seconds does not spend one of them on compiling.
bench="$here/bin/Release/net10.0/Slipway.Benchmarks"
slipway="${SLIPWAY_COMMAND:-$work/cli/Slipway.Cli}"
if [ -z "${SLIPWAY_COMMAND:-}" ]; then
    rid="$(dotnet msbuild "$root/src/Slipway.Cli" -getProperty:NETCoreSdkPortableRuntimeIdentifier)"
    dotnet publish "$root/src/Slipway.Cli" -c Release -r "$rid" -p:PublishAot=true -o "$work/cli" -v q --nologo
fi

if [ -z "${ROWS_CSV:-}" ]; then
    ROWS_CSV="$work/rows.csv"
    TRAIN_CSV="$work/train.csv"
    "$bench" generate "$ROWS_CSV" "$rows"
    "$bench" generate "$TRAIN_CSV" 100000
fi

"$bench" train "$TRAIN_CSV" "$work/store"
measure() {
    /usr/bin/time -f "  %e s, %U s user, %S s system, peak %M KB" "$@" 2>&1
}

for profile in "" "--profile $work/profile"; do
    echo "slipway score --threads $threads ${profile:+with a profile for drift}"
    # Unquoted on purpose: empty means no option.
    measure "$slipway" score bench "$ROWS_CSV" --store "$work/store" --output "$work/scored.csv" --threads "$threads" $profile
done

if [ -n "$peer" ]; then
    if "$python" -c "import pandas, sklearn" 2>/dev/null; then
        echo "peer: $(basename "$peer")"
        measure "$python" "$peer"
    else
        echo "peer left out: $python with pandas and scikit-learn is missing" >&2
    fi
fi
