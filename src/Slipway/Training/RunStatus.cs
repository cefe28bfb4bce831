namespace Slipway.Training;

/// <summary>How far a run has come.</summary>
public enum RunStatus
{
    /// <summary>It is training, or its process ended without a word.</summary>
    Running,

    /// <summary>It registered a model version.</summary>
    Succeeded,

    /// <summary>It trained a model that the gate refused; no version was registered.</summary>
    Refused,

    /// <summary>It could not train; its problems say why.</summary>
    Failed,

    /// <summary>It was asked to stop.</summary>
    Cancelled,
}
