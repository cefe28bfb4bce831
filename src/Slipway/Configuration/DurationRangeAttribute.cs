using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Slipway.Configuration;

/// <summary>The shortest and the longest time that an option may say, both included, in the invariant form of <see cref="TimeSpan"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationRangeAttribute : RangeAttribute
{
    /// <summary>Sets the bounds, such as <c>"00:00:01"</c> and <c>"1.00:00:00"</c>.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The converter of TimeSpan is the runtime's own and is always there.")]
    public DurationRangeAttribute(string shortest, string longest)
        : base(typeof(TimeSpan), shortest, longest)
    {
        ConvertValueInInvariantCulture = true;
        ParseLimitsInInvariantCulture = true;
    }
}
