namespace Slipway.Learning.Profiles;

/// <summary>
/// What a <see cref="DistinctCounter"/> needs to go on: the hashes while they are few, increasing, or else its registers.
/// </summary>
internal sealed record DistinctState(ulong[] Hashes, byte[]? Registers)
{
    public static DistinctState None { get; } = new([], null);

    public DistinctCount Count => Registers is null ? new(Hashes.Length, true) : new(DistinctCounter.Estimate(Registers), false);
}
