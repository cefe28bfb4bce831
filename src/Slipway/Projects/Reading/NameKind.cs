namespace Slipway.Projects.Reading;

/// <summary>A vocabulary that texts, list items or keys of a spec are from.</summary>
internal enum NameKind
{
    Metric,
    Trainer,
}
