using Slipway.Benchmarks;
using Slipway.Benchmarks.Faults;
using Slipway.Benchmarks.Hostile;
using Slipway.Benchmarks.Quality;

return args switch
{
    ["train", var csv, var store] => await BenchmarkModel.TrainAsync(csv, store),
    ["row", var store] => await RowTimes.RunAsync(store),
    ["rows", var store, var csv, var rows, var threads] => await TableTimes.RunAsync(
        store,
        csv,
        int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture),
        int.Parse(threads, System.Globalization.CultureInfo.InvariantCulture)),
    ["generate", var csv, var rows] => GeneratedCsv.Write(csv, int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture)),
    ["samples", var projects] => await SampleFits.RunAsync(projects),
    ["quality", var train, var test, .. var trainers] => await QualityRun.RunAsync(train, test, trainers),
    ["quality-splits", var csv, var label, var splits, .. var options] => await QualityRun.RunSplitsAsync(
        csv, label, int.Parse(splits, System.Globalization.CultureInfo.InvariantCulture), options),
    ["settings", var csv, var label, var repetitions, var trainer, .. var settings] => await SettingsRun.RunAsync(
        csv, label, int.Parse(repetitions, System.Globalization.CultureInfo.InvariantCulture), trainer, settings),
    ["csv", var csv, var repetitions] => CsvTimes.Run(
        csv, int.Parse(repetitions, System.Globalization.CultureInfo.InvariantCulture)),
    ["explain"] => ExplanationTimes.Run(),
    ["fit", var train, var test, var threads, var repetitions, .. var hyperparameters] => LearnerFits.Run(
        train,
        test,
        int.Parse(threads, System.Globalization.CultureInfo.InvariantCulture),
        int.Parse(repetitions, System.Globalization.CultureInfo.InvariantCulture),
        hyperparameters),
    ["fuzz", var requests, var seed] => await FuzzRun.RunAsync(
        int.Parse(requests, System.Globalization.CultureInfo.InvariantCulture), int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture)),
    ["hostile", var connections] => await HostileRun.RunAsync(int.Parse(connections, System.Globalization.CultureInfo.InvariantCulture)),
    ["attack", var attack, var port, var path, var count] => await Attacker.RunAsync(
        Enum.Parse<Attack>(attack),
        int.Parse(port, System.Globalization.CultureInfo.InvariantCulture),
        path,
        int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)),
    ["faults", .. var rest] => await FaultsCommand.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Slipway.Benchmarks train <labelled.csv> <store>    registers a gbdt of 100 trees of 31 leaves as model 'bench', and as
                                                           'bench-unlogged', whose predictions are not logged; the label is 'target'
        Slipway.Benchmarks row <store>                     times one row of 'bench' in process: predicted, read from JSON, logged
        Slipway.Benchmarks rows <store> <file.csv> <rows> <threads>
                                                           times the scoring of rows in memory by 'bench'; rows.py runs a peer beside it
        Slipway.Benchmarks samples <templates/projects>    times the trainers' defaults on the samples; one line each: sample trainer seconds
        Slipway.Benchmarks quality <train.csv> <test.csv> [--seeds=n] [--ensemble] [--seconds=n] [--trials=n] [--folds=n]
                                                           [--ignore=column,...] [trainer ...]
                                                           the default search on one file, accuracy, auc and log loss on the other; the label
                                                           is 'target'
        Slipway.Benchmarks quality-splits <file.csv> <label> <splits> [the same]
                                                           the same on several random splits of one file, and the means
        Slipway.Benchmarks settings <file.csv> <label> <repetitions> <trainer> [name=value|value ...]
                                                           the cross-validated metric of each combination of hyperparameters
        Slipway.Benchmarks fit <train.csv> <test.csv> <threads> <repetitions> [name=value ...]
                                                           times boosted trees, 100 of 31 leaves; one line: slipway threads seconds
                                                           processor-seconds auc; fit.sh runs the peers beside it
        Slipway.Benchmarks csv <file.csv> <repetitions>    times a CSV to columns; one line: slipway seconds processor-seconds MB/s;
                                                           csv.sh runs the peer beside it
        Slipway.Benchmarks explain                         times the prediction and the explanation of a row by boosted trees, a forest, a network
        Slipway.Benchmarks fuzz <requests> <seed>          sends mutated requests to a server of its own; 1 when it has a defect or grows
        Slipway.Benchmarks hostile <connections>           the p99 of other clients while idle, slow and oversized ones are at the server;
                                                           1 when it is above three times what it is alone
        Slipway.Benchmarks generate <file.csv> <rows>      writes rows of 30 numbers and, for 'train', a target
        Slipway.Benchmarks faults <scenario> [--store folder|azurite] [--size-mb n] [--workers n] [--kills n] ...
                                                           breaks servers while they score files, then checks that every row is there once;
                                                           scenarios: kill, outage, duplicates, many, full, identical, large
        """);
    return 2;
}
