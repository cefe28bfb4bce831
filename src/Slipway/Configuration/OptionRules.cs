using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Slipway.Configuration;

/// <summary>Holds options against the annotations on their properties.</summary>
public static class OptionRules
{
    /// <summary>What is wrong with options, in words; empty when nothing is. Options within options are not looked into.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The properties of T, and so their annotations, are kept.")]
    public static IReadOnlyList<string> FindFaults<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T options)
        where T : class
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return [.. faults.Select(f => f.ErrorMessage ?? "An option is out of range.")];
    }
}
