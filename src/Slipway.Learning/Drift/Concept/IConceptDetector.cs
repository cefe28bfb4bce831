namespace Slipway.Learning.Drift.Concept;

/// <summary>
/// Watches a stream of errors of a model, in the order in which outcomes arrive, and says when they have changed: that the relation between
/// features and label is another one. Needs the same memory for any length. Not safe for several threads at once.
/// </summary>
public interface IConceptDetector
{
    /// <summary>The name in specs and reports, in lower camel case.</summary>
    string Name { get; }

    /// <summary>Takes the next value.</summary>
    /// <param name="error">1 where a class was wrong, 0 where it was right; or the size of the error of a number.</param>
    ConceptState Add(double error);
}
