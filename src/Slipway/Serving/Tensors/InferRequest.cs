namespace Slipway.Serving.Tensors;

/// <summary>What an infer request asks for besides the answers to its rows.</summary>
public sealed class InferRequest
{
    /// <summary>The longest id that is echoed.</summary>
    public const int MaxIdLength = 256;

    private List<RequestedOutput>? _outputs;

    /// <summary>The caller's id, to be echoed; <see langword="null"/> when there is none.</summary>
    public string? Id { get; internal set; }

    /// <summary>Whether outputs are binary unless they say otherwise.</summary>
    public bool IsBinaryByDefault { get; internal set; }

    /// <summary>The outputs that are asked for, in order; empty for all of them.</summary>
    public IReadOnlyList<RequestedOutput> Outputs => _outputs ?? (IReadOnlyList<RequestedOutput>)[];

    internal bool AsksFor(string name) => _outputs?.Exists(o => o.Name == name) ?? false;

    internal void Add(RequestedOutput output) => (_outputs ??= []).Add(output);
}
