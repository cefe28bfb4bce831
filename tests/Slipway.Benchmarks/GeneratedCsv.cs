using System.Globalization;

namespace Slipway.Benchmarks;

/// <summary>A table of 30 numbers and a target that depends on them, the same each time.</summary>
internal static class GeneratedCsv
{
    private const int Columns = 30;

    public static int Write(string file, int rows)
    {
        var random = new Random(7);
        using var writer = new StreamWriter(file);
        writer.NewLine = "\n";
        writer.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(i => $"x{i:D2}").Append("target")));
        double[] values = new double[Columns];
        for (int row = 0; row < rows; row++)
        {
            double score = 0;
            for (int i = 0; i < Columns; i++)
            {
                values[i] = Math.Round((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 6, 6);
                score += values[i] * ((i % 3) - 1) * (values[(i + 1) % Columns] > 0 ? 1 : 0.4);
            }

            writer.Write(string.Join(',', values.Select(v => v.ToString(CultureInfo.InvariantCulture))));
            writer.WriteLine(score + random.NextDouble() > 0 ? ",1" : ",0");
        }

        return 0;
    }
}
