using System.Collections.Concurrent;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Slipway.Projects.Reading;

/// <summary>
/// A key of a section of a spec, as its property and the attributes on it say. The reader and the JSON Schema both go by this.
/// </summary>
internal sealed class SpecProperty
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<SpecProperty>> Sections = new();

    private const string Kept = "Sections are types of Slipway.Projects, of which ILLink.Descriptors.xml keeps everything.";

    private readonly PropertyInfo _property;

    private SpecProperty(PropertyInfo property, NullabilityInfo nullability)
    {
        _property = property;
        Key = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        AllowsNull = nullability.WriteState == NullabilityState.Nullable;
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        Description = property.GetCustomAttribute<DescriptionAttribute>()!.Description;
        Range = property.GetCustomAttribute<RangeAttribute>();
        MinLength = property.GetCustomAttribute<FewestAttribute>()?.Count ?? 0;
        Names = property.GetCustomAttribute<NamesAttribute>()?.Kind;
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            ItemType = Type.GetGenericArguments()[0];
        }
        else if (Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            EntryType = Type.GetGenericArguments()[1];
        }
    }

    /// <summary>The key in the file.</summary>
    public string Key { get; }

    /// <summary>The type of the value, without its nullability.</summary>
    public Type Type { get; }

    /// <summary>The type of the items of a list; null for others.</summary>
    public Type? ItemType { get; }

    /// <summary>The type of the values of a map with free keys; null for others.</summary>
    public Type? EntryType { get; }

    public bool AllowsNull { get; }

    public bool IsRequired { get; }

    /// <summary>What it is, for the authors of specs.</summary>
    public string Description { get; }

    /// <summary>The bounds of a number, or of each number in a map.</summary>
    public RangeAttribute? Range { get; }

    /// <summary>The fewest items of a list.</summary>
    public int MinLength { get; }

    /// <summary>The vocabulary of a text, of the items of a list or of the keys of a map.</summary>
    public NameKind? Names { get; }

    /// <summary>The keys of a section, in the order of its properties.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Kept)]
    public static IReadOnlyList<SpecProperty> Of(Type section) => Sections.GetOrAdd(section, type =>
    {
        var nullability = new NullabilityInfoContext();
        return [.. type.GetProperties().Where(p => p.CanWrite).Select(p => new SpecProperty(p, nullability.Create(p)))];
    });

    /// <summary>A section with the default of each key.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Kept)]
    public static object Defaults(Type section) => Activator.CreateInstance(section)!;

    public object? Get(object section) => _property.GetValue(section);

    public void Set(object section, object? value) => _property.SetValue(section, value);
}
