namespace Slipway.Learning.Training;

/// <summary>What a search does with a hyperparameter.</summary>
public enum HyperparameterRole
{
    /// <summary>It is varied.</summary>
    Varied,

    /// <summary>
    /// It is varied, and says how long the trainer goes on: with a part of it a trial costs about that part, and shows already how promising
    /// it is.
    /// </summary>
    Budget,

    /// <summary>
    /// It counts rounds, and is not varied: rows that are not learned from say after how many to stop (see <see cref="IStagedSession"/>). A
    /// trainer has at most one, and then its sessions are staged.
    /// </summary>
    Rounds,
}
