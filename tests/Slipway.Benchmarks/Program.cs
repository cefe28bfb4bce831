using Slipway.Benchmarks;

return args switch
{
    ["train", var csv, var store] => await BenchmarkModel.TrainAsync(csv, store),
    ["generate", var csv, var rows] => GeneratedCsv.Write(csv, int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture)),
    ["samples", var projects] => await SampleFits.RunAsync(projects),
    ["explain"] => ExplanationTimes.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Slipway.Benchmarks train <labelled.csv> <store>    registers a gbdt of 100 trees of 31 leaves as model 'bench'; the label is 'target'
        Slipway.Benchmarks samples <templates/projects>    times the trainers' defaults on the samples; one line each: sample trainer seconds
        Slipway.Benchmarks explain                         times the prediction and the explanation of a row by 100 trees of 31 leaves
        Slipway.Benchmarks generate <file.csv> <rows>      writes rows of 30 numbers and, for 'train', a target
        """);
    return 2;
}
