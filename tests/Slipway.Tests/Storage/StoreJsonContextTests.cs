using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Slipway.Storage;

namespace Slipway.Tests.Storage;

public sealed class StoreJsonContextTests
{
    /// <summary>
    /// A reader that the compiler makes gives a property with <c>init</c> that a document lacks no value, not its default. Documents of an
    /// earlier version lack what came later.
    /// </summary>
    [Fact]
    public void Properties_WithADefault_KeepItWhereADocumentLacksThem()
    {
        var lost = Documents().SelectMany(type => Lost(type).Select(property => $"{type.Name}.{property.Name}")).Order().ToList();

        Assert.True(lost.Count == 0, $"Give these 'set' in place of 'init': {string.Join(", ", lost)}");
    }

    private static IEnumerable<PropertyInfo> Lost(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        var given = constructor.GetParameters().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var optional = type.GetProperties().Where(p =>
            p.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true
            && !p.IsDefined(typeof(RequiredMemberAttribute)) && !p.IsDefined(typeof(JsonIgnoreAttribute)) && !given.Contains(p.Name)).ToList();
        if (optional.Count == 0)
        {
            return [];
        }

        object made = constructor.Invoke([.. constructor.GetParameters().Select(p => Empty(p.ParameterType))]);
        return optional.Where(p => !Equals(p.GetValue(made), Empty(p.PropertyType)));
    }

    private static object? Empty(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null
        ? RuntimeHelpers.GetUninitializedObject(type)
        : null;

    private static HashSet<Type> Documents()
    {
        var roots = typeof(StoreJsonContext).GetCustomAttributesData().Where(a => a.AttributeType == typeof(JsonSerializableAttribute))
            .Select(a => (Type)a.ConstructorArguments[0].Value!);
        var found = new HashSet<Type>();
        var seen = new HashSet<Type>();
        var open = new Queue<Type>(roots);
        while (open.TryDequeue(out var type))
        {
            var layout = seen.Add(type) ? StoreJson.Options.GetTypeInfo(type) : null;
            if (layout?.ElementType is { } element)
            {
                open.Enqueue(element);
            }

            if (layout?.Kind != JsonTypeInfoKind.Object)
            {
                continue;
            }

            found.Add(type);
            foreach (var property in layout.Properties)
            {
                open.Enqueue(property.PropertyType);
            }
        }

        Assert.Contains(typeof(Slipway.Projects.GuardRails), found);
        return found;
    }
}
