namespace Slipway.Tests.Projects;

/// <summary>Specs that several tests start from.</summary>
internal static class SpecTexts
{
    public const string FileName = "models/wine/model.yaml";

    /// <summary>The least that a spec says.</summary>
    public const string Minimal = """
        name: wine
        task: multiclass
        data:
          source: data/wine.csv
          label: target

        """;

    /// <summary>Every key, as the design shows it.</summary>
    public const string Full = """
        name: wine                     # [a-z][a-z0-9-]{1,62}
        task: multiclass               # binary | multiclass | regression
        data:
          source: data/wine.csv        # file, glob, or blob: training/wine/*.csv; .csv or .csv.gz
          label: target
          ignore: []                   # columns never used
          time: null                   # a timestamp column: split and cross-validate forward in time
          features:                    # optional: what is not said is inferred and written down with the version
            alcohol: { type: number, min: 0, max: 100 }     # number | category | boolean | timestamp | text
        validate: { maxMissing: 0.3, maxDuplicateRows: 0.1 } # a dataset that breaks these does not train
        split: { test: 0.2, seed: 42 } # stratified for classification; by time where data.time is set
        train:
          trainers: [gbdt, linear, forest, discriminant]     # or mlnet/<name>; the best by cross-validation wins
          search: { trials: 30, maxSeconds: 60, folds: 5, metric: logLoss }
          calibrate: auto              # auto | none | platt | isotonic
          ensemble: false              # true: the best trials may be averaged
        gate:                          # every line must hold on the held-out test rows, or no version becomes champion
          require: { accuracy: ">= 0.95" }
          notWorseThanChampion: { logLoss: 0.01 }
        serve: { log: { inputs: true, sampleRate: 1.0 }, explain: false }
        monitor:
          drift: { method: auto, driftedShare: 0.5, window: 1d, minRows: 200 }
          performance: { metric: accuracy, maxDrop: 0.05 }
        retrain:
          schedule: "0 0 3 * * 1"      # NCRONTAB, six fields, UTC
          on: [drift, performanceDrop, newData]
          minNewRows: 100
        alerts: { webhook: null }

        """;
}
