namespace Slipway.Web.Access;

/// <summary>A row of the table of routes.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The pattern, as it is mapped.</param>
/// <param name="Access">Who may call it.</param>
internal sealed record RouteRow(string Method, string Pattern, RouteAccess Access);
