using System.Collections;
using Slipway.Learning.Training;

namespace Slipway.Projects.Reading;

/// <summary>Makes the lists and maps of a spec. Their types are named here, as native code has only those that the compiler saw.</summary>
internal static class SpecCollections
{
    private static readonly Dictionary<Type, Func<int, Array>> Arrays = new()
    {
        [typeof(string)] = length => new string[length],
        [typeof(double)] = length => new double[length],
        [typeof(RetrainTrigger)] = length => new RetrainTrigger[length],
    };

    private static readonly Dictionary<Type, Func<IDictionary>> Maps = new()
    {
        [typeof(double)] = () => new Dictionary<string, double>(),
        [typeof(FeatureSpec)] = () => new Dictionary<string, FeatureSpec>(),
        [typeof(GateRule)] = () => new Dictionary<string, GateRule>(),
        [typeof(MonotoneDirection)] = () => new Dictionary<string, MonotoneDirection>(),
    };

    /// <summary>An array of so many defaults of a type.</summary>
    public static Array Array(Type itemType, int length) => Arrays[itemType](length);

    /// <summary>An empty map from text to values of a type.</summary>
    public static IDictionary Entries(Type valueType) => Maps[valueType]();
}
