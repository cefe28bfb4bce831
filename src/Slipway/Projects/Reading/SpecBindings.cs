namespace Slipway.Projects.Reading;

/// <summary>The values of a spec by their path, such as <c>data.label</c>: one for a single value, else one an item.</summary>
internal sealed class SpecBindings
{
    private readonly Dictionary<string, List<BoundValue>> _values = new(StringComparer.Ordinal);

    public void Add(string path, YamlNode place, object value, string key = "")
    {
        if (!_values.TryGetValue(path, out var values))
        {
            _values.Add(path, values = []);
        }

        values.Add(new BoundValue(place, key, value));
    }

    /// <summary>All values at a path; none where the file says none, or none that is valid.</summary>
    public IReadOnlyList<BoundValue> All(string path) => _values.TryGetValue(path, out var values) ? values : [];

    /// <summary>The single value at a path, if the file gives one that is valid.</summary>
    public BoundValue? Find(string path) => All(path) is [var value] ? value : null;
}
