namespace Slipway.Alerts;

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    /// <summary>The inputs of a model are no longer like those that it was trained on.</summary>
    DriftDetected,

    /// <summary>A model answers worse than on its test rows, measured or estimated.</summary>
    PerformanceDrop,

    /// <summary>The errors of a model follow another law than before.</summary>
    ConceptDrift,

    /// <summary>A retraining could not train.</summary>
    RetrainFailed,

    /// <summary>A retraining trained a model that the gate refused.</summary>
    GateRefused,

    /// <summary>A file could not be scored.</summary>
    ScoringFailed,

    /// <summary>A file of labelled rows could not be taken.</summary>
    IngestFailed,

    /// <summary>A model that used to be asked is not asked any more.</summary>
    NoPredictions,
}
