namespace Slipway.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Actor">As the audit record names them.</param>
/// <param name="Roles">What they may do.</param>
public sealed record Caller(string Actor, IReadOnlyList<AccessRole> Roles)
{
    private static readonly AccessRole[] All = Enum.GetValues<AccessRole>();

    /// <summary>Somebody on this machine, where no keys are made: may do everything.</summary>
    public static Caller Local { get; } = new("local", All);

    /// <summary>Somebody elsewhere, where the operator lets everybody in: may do everything.</summary>
    public static Caller Anonymous { get; } = new("anonymous", All);

    /// <summary>Somebody who did not say who they are where that is needed: may do nothing.</summary>
    public static Caller Unknown { get; } = new("unknown", []);

    /// <summary>Somebody whose key does not work: may do nothing.</summary>
    public static Caller Refused { get; } = new("refused", []);

    /// <summary>Whether the caller may do what any of some roles may.</summary>
    public bool HasAny(IReadOnlyList<AccessRole> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        for (int i = 0; i < roles.Count; i++)
        {
            if (Roles.Contains(roles[i]))
            {
                return true;
            }
        }

        return false;
    }
}
