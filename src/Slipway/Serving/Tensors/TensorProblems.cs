namespace Slipway.Serving.Tensors;

/// <summary>How what is wrong with a tensor is reported.</summary>
internal static class TensorProblems
{
    /// <summary>Refuses the request, as the rest of it cannot be made sense of.</summary>
    /// <returns>False.</returns>
    public static bool Refuse(InputReport report, string message)
    {
        report.Refuse("request.tensor", message);
        return false;
    }
}
