using Slipway.Learning.Explaining;
using Slipway.Learning.Onnx;

namespace Slipway.Learning.Tests.Explaining;

/// <summary>A model loaded from its file, with the explainer of one of its outputs and a session.</summary>
internal sealed class ExplainedModel
{
    private readonly double[] _contributions;

    public ExplainedModel(byte[] bytes, string output)
    {
        Model = Load(bytes);
        OutputIndex = Model.Outputs.ToList().FindIndex(info => info.Name == output);
        var created = Explainer.Create(Model, OutputIndex);
        Assert.True(created.IsSuccess, string.Join("; ", created.Problems));
        Explainer = created.Value;
        Session = Model.CreateSession();
        _contributions = new double[Explainer.InputCount];
    }

    public OnnxModel Model { get; }

    public Explainer Explainer { get; }

    public OnnxSession Session { get; }

    public int OutputIndex { get; }

    public static OnnxModel Load(byte[] bytes)
    {
        var loaded = OnnxModel.Load(bytes);
        Assert.True(loaded.IsSuccess, string.Join("; ", loaded.Problems));
        return loaded.Value;
    }

    public static string Refusal(byte[] bytes)
    {
        var model = Load(bytes);
        return Assert.Single(Explainer.Create(model, model.Outputs.Count - 1).Problems).Code;
    }

    /// <summary>The contribution of each input, and the base value as the last.</summary>
    public double[] Explain(int row, int column)
    {
        double baseValue = Explainer.Explain(Session, row, column, _contributions);
        return [.. _contributions, baseValue];
    }

    /// <summary>Runs rows given value by value in inputs of one float each.</summary>
    public void Run(float[][] rows)
    {
        Session.Resize(rows.Length);
        for (int input = 0; input < Model.Inputs.Count; input++)
        {
            for (int row = 0; row < rows.Length; row++)
            {
                Session.Floats(input)[row] = rows[row][input];
            }
        }

        Session.Run();
    }

    public static void AssertClose(double expected, double given, double tolerance = 1e-5) =>
        Assert.Equal(expected, given, tolerance * Math.Max(1, Math.Abs(expected)));

    public static void AssertClose(double[] expected, double[] given, double tolerance)
    {
        Assert.Equal(expected.Length, given.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            AssertClose(expected[i], given[i], tolerance);
        }
    }
}
