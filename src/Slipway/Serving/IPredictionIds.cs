namespace Slipway.Serving;

/// <summary>Where the ids of predictions come from.</summary>
public interface IPredictionIds
{
    /// <summary>The id of the first row of a request; the ids of the other rows follow from it (<see cref="PredictionId"/>).</summary>
    Guid Next();
}
