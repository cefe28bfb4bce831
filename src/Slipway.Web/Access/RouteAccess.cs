using Slipway.Access;

namespace Slipway.Web.Access;

/// <summary>Who may call a route. An endpoint without it is closed to everybody.</summary>
internal sealed record RouteAccess
{
    /// <summary>The roles of which a caller needs one; none where the route is open.</summary>
    public IReadOnlyList<AccessRole> Roles { get; init; } = [];

    /// <summary>Whether anybody may call it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether it is a page: then browsers are offered to sign in.</summary>
    public bool IsPage { get; init; }

    /// <summary>Whether it takes a turn among the predictions.</summary>
    public bool IsPrediction { get; init; }

    /// <summary>Whether orchestrators ask it; those requests are not counted against a rate.</summary>
    public bool IsProbe { get; init; }
}
