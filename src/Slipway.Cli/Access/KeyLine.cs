using Slipway.Access;

namespace Slipway.Cli.Access;

/// <summary>What is shown of a key: everything but the hashes.</summary>
internal sealed record KeyLine(
    string Id, string Name, IReadOnlyList<AccessRole> Roles, DateTimeOffset CreatedAt, DateTimeOffset? RotatedAt,
    DateTimeOffset? FormerUntil, DateTimeOffset? RevokedAt)
{
    public static KeyLine Of(AccessKey key) =>
        new(key.Id, key.Name, key.Roles, key.CreatedAt, key.RotatedAt, key.FormerUntil, key.RevokedAt);
}
