using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace Slipway.Projects.Reading;

/// <summary>Makes the sections of a spec from a YAML tree. Reports every fault and goes on with what is sound.</summary>
internal sealed class SpecBinder(SpecProblems problems, SpecBindings bindings)
{
    /// <summary>Reads a section.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="node">Its map.</param>
    /// <param name="place">Where keys that are missing should have been.</param>
    /// <param name="path">Its path; empty for the whole file.</param>
    /// <returns>The section, with the defaults in place of what is faulty; null when it is no map.</returns>
    public object? BindSection(Type type, YamlNode node, YamlNode place, string path)
    {
        var properties = SpecProperty.Of(type);
        if (AsMap(node, path, $"keys such as '{properties[0].Key}: ...' below it") is not { } map)
        {
            return null;
        }

        object section = SpecProperty.Defaults(type);
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            given.Add(key.Text);
            if (properties.FirstOrDefault(p => p.Key == key.Text) is not { } property)
            {
                string keys = string.Join(", ", properties.Select(p => p.Key));
                problems.Add(
                    SpecCodes.UnknownKey, key,
                    $"{Prefix(path)}The key {ScalarFormats.Show(key)} is unknown."
                    + Spelling.Suggest(key.Text, properties.Select(p => p.Key))
                    + $" The keys here are {keys}.");
            }
            else if (BindProperty(property, key, value, Join(path, property.Key)) is { } bound)
            {
                property.Set(section, bound);
            }
        }

        foreach (var missing in properties.Where(p => p.IsRequired && !given.Contains(p.Key)))
        {
            problems.Add(
                SpecCodes.MissingKey, place,
                $"{Prefix(path)}The key '{missing.Key}' is missing; add '{missing.Key}: ...'. {missing.Description}");
        }

        return section;
    }

    private static string Prefix(string path) => path.Length == 0 ? "" : path + ": ";

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private object? BindProperty(SpecProperty property, YamlText key, YamlNode node, string path)
    {
        if (property.AllowsNull && node is YamlText { IsNull: true })
        {
            return null;
        }

        if (property.ItemType is { } itemType)
        {
            return BindList(property, itemType, node, path);
        }

        if (property.EntryType is { } entryType)
        {
            return BindEntries(property, entryType, node, path);
        }

        return ScalarFormats.Find(property.Type, property.Names) is { } format
            ? BindScalar(format, property.Range, WithoutBlobMap(property, node), path, path)
            : BindSection(property.Type, node, key, path);
    }

    // 'source: { blob: training/wine/*.csv }' is what the unquoted 'blob: ...' below 'source:' means.
    private static YamlNode WithoutBlobMap(SpecProperty property, YamlNode node) =>
        property.Type == typeof(DataSource) && node is YamlMap { Entries: [{ Key.Text: "blob", Value: YamlText { IsNull: false } blob }] }
            ? blob with { Text = "blob:" + blob.Text }
            : node;

    private Array? BindList(SpecProperty property, Type itemType, YamlNode node, string path)
    {
        if (node is not YamlList list)
        {
            Refuse(node, path, "a list", $"[{(node is YamlText { IsNull: false } text ? text.Text : "")}]");
            return null;
        }

        if (list.Items.Count < property.MinLength)
        {
            problems.Add(
                SpecCodes.EmptyList, node,
                $"{path}: The list is empty; name at least {property.MinLength}, or remove the key for the default.");
        }

        var values = new List<object>(list.Items.Count);
        var format = ScalarFormats.Find(itemType, property.Names)!;
        var seen = new HashSet<object>();
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (BindScalar(format, property.Range, list.Items[i], $"{path}[{i}]", path) is { } value)
            {
                values.Add(value);
                if (!seen.Add(value))
                {
                    problems.Add(
                        SpecCodes.DuplicateItem, list.Items[i],
                        $"{path}[{i}]: {ScalarFormats.Show((YamlText)list.Items[i])} is already in the list; remove one of them.");
                }
            }
        }

        var array = SpecCollections.Array(itemType, values.Count);
        ((ICollection)values).CopyTo(array, 0);
        return array;
    }

    private IDictionary? BindEntries(SpecProperty property, Type entryType, YamlNode node, string path)
    {
        if (AsMap(node, path, "'name: value' entries") is not { } map)
        {
            return null;
        }

        var entries = SpecCollections.Entries(entryType);
        foreach (var (key, node1) in map.Entries)
        {
            string entryPath = Join(path, key.Text);
            if (property.Names is { } names && ScalarFormats.Of(names).Read(key).Problem is { } problem)
            {
                problems.Add(problem.Code, key, $"{path}: {problem.Message}");
            }

            object? value = ScalarFormats.Find(entryType, null) is { } format
                ? BindScalar(format, property.Range, node1, entryPath, entryPath)
                : BindSection(entryType, node1, key, entryPath);
            if (value is not null)
            {
                entries.Add(key.Text, value);
                bindings.Add(path, key, value, key.Text);
            }
        }

        return entries;
    }

    private object? BindScalar(ScalarFormat format, RangeAttribute? range, YamlNode node, string path, string bindingPath)
    {
        if (node is not YamlText text || text.IsNull)
        {
            Refuse(node, path, "a single value", "one");
            return null;
        }

        var (value, problem) = format.Read(text);
        if (problem is not null)
        {
            problems.Add(problem.Code, node, $"{path}: {problem.Message}");
            return null;
        }

        if (range is not null && SpecRange.FindFault(range, value!) is { } fault)
        {
            problems.Add(SpecCodes.OutOfRange, node, $"{path}: {text.Text} is out of range; {fault}");
            return null;
        }

        bindings.Add(bindingPath, node, value!);
        return value;
    }

    private YamlMap? AsMap(YamlNode node, string path, string expected)
    {
        if (node is YamlMap map)
        {
            return map;
        }

        Refuse(node, path, "a map", expected);
        return null;
    }

    private void Refuse(YamlNode node, string path, string expected, string fix)
    {
        string? actual = node switch
        {
            YamlText { IsNull: true } => "The value is empty",
            YamlText text => $"{ScalarFormats.Show(text)} is a single value",
            YamlList => "The value is a list",
            YamlMap => "The value is a map",
            _ => null,
        };
        if (actual is not null)
        {
            string prefix = path.Length == 0 ? "" : path + ": ";
            string remove = path.Length == 0 ? "" : ", or remove the key";
            problems.Add(SpecCodes.WrongType, node, $"{prefix}{actual}, but {expected} is needed; write {fix}{remove}.");
        }
    }
}
