namespace Slipway.Serving.Frames;

/// <summary>A protocol that wraps rows in an object with one known key.</summary>
public enum FrameDialect
{
    /// <summary>MLflow: <c>dataframe_split</c>, <c>dataframe_records</c>, <c>instances</c> or <c>inputs</c>.</summary>
    Mlflow,

    /// <summary>KServe V1: <c>instances</c> or <c>inputs</c>, each a list.</summary>
    KServe,
}
