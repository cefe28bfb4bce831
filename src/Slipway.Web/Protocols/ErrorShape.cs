namespace Slipway.Web.Protocols;

/// <summary>What failures look like at a path.</summary>
internal enum ErrorShape
{
    /// <summary>RFC 9457.</summary>
    ProblemDetails,

    /// <summary>The Open Inference Protocol and KServe V1: one text.</summary>
    OneText,

    /// <summary>The MLflow scoring protocol: a code and a message.</summary>
    Mlflow,
}
