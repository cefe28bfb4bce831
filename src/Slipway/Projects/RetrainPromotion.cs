namespace Slipway.Projects;

/// <summary>What becomes of a retrained version that passed the gate.</summary>
public enum RetrainPromotion
{
    /// <summary>It becomes the champion.</summary>
    Champion,

    /// <summary>It is pointed at by the alias <c>challenger</c>; a person decides.</summary>
    Challenger,

    /// <summary>It is pointed at by the alias <c>challenger</c>, and a canary of it starts; it becomes champion when it passes.</summary>
    Canary,
}
