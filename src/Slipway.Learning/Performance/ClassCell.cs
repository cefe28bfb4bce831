namespace Slipway.Learning.Performance;

/// <summary>How often a class is expected to be predicted rightly, predicted wrongly and missed. Cells of parts add up.</summary>
internal readonly record struct ClassCell(double TruePositives, double FalsePositives, double FalseNegatives)
{
    public double Precision => Divide(TruePositives, TruePositives + FalsePositives);

    public double Recall => Divide(TruePositives, TruePositives + FalseNegatives);

    public double F1 => Divide(TruePositives, TruePositives + ((FalsePositives + FalseNegatives) / 2));

    private static double Divide(double part, double whole) => whole > 0 ? part / whole : 0;
}
