using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slipway.Projects.Reading;

/// <summary>
/// Reads the one document of a YAML file into a tree. What a spec has no use for and what makes files hard to judge is refused:
/// anchors and aliases (they let a small file unfold into a huge one), tags, merge keys, several documents.
/// </summary>
internal sealed class YamlTreeReader
{
    private const int MaxDepth = 16;

    private readonly IParser _parser;
    private readonly SpecProblems _problems;

    private YamlTreeReader(string text, SpecProblems problems) =>
        (_parser, _problems) = (new Parser(new StringReader(text)), problems);

    /// <summary>Reads the tree; null when there is none or the file is no YAML, which is then reported.</summary>
    public static YamlNode? Read(string text, SpecProblems problems)
    {
        var reader = new YamlTreeReader(text, problems);
        try
        {
            return reader.ReadDocument();
        }
        catch (TooDeepException)
        {
            return null;
        }
        catch (YamlException e)
        {
            YamlSyntax.Report(text, e.Start, e.Message, problems);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The scanner of YamlDotNet fails so on some faulty texts, without a place; the fault is then after the last piece that it gave.
            YamlSyntax.Report(text, reader._parser.Current?.End ?? Mark.Empty, "what follows cannot be read", problems);
            return null;
        }
    }

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _problems.Add(SpecCodes.Empty, 1, 1, "The file is empty; give at least name, task, data.source and data.label.");
            return null;
        }

        var root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _problems.Add(
                SpecCodes.MultipleDocuments, second.Start.Line, (int)second.Start.Column,
                "A second document starts here, but a file describes one model; give each model a folder of its own.");
        }

        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        var start = _parser.Current!.Start;
        (long line, int column) = (start.Line, (int)start.Column);
        if (depth > MaxDepth)
        {
            _problems.Add(
                SpecCodes.TooDeep, line, column,
                $"Values are nested more than {MaxDepth} deep, but a spec needs 4 at most; remove brackets or indents.");
            throw new TooDeepException();
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            _problems.Add(
                SpecCodes.Anchor, line, column,
                $"'*{alias.Value}' refers to an anchor, which a spec may not; repeat the value, or put text that starts with * in quotes.");
            return new YamlRefused(line, column);
        }

        RefuseProperties((NodeEvent)_parser.Current, line, column);
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlText(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        return _parser.TryConsume<SequenceStart>(out _) ? ReadList(line, column, depth) : ReadMap(line, column, depth);
    }

    private YamlList ReadList(long line, int column, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new YamlList(line, column, items);
    }

    private YamlMap ReadMap(long line, int column, int depth)
    {
        _parser.Consume<MappingStart>();
        var entries = new List<KeyValuePair<YamlText, YamlNode>>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not YamlText text)
            {
                if (key is not YamlRefused)
                {
                    _problems.Add(SpecCodes.WrongType, key, "A key is a list or a map here, but it must be text; write 'key: value'.");
                }
            }
            else if (text is { Text: "<<", IsPlain: true })
            {
                _problems.Add(SpecCodes.MergeKey, key, "'<<' merges another map, which a spec may not; write the keys out.");
            }
            else if (!lines.TryAdd(text.Text, text.LineNumber))
            {
                _problems.Add(
                    SpecCodes.DuplicateKey, key, $"The key '{text.Text}' is already given in line {lines[text.Text]}; keep one of them.");
            }
            else
            {
                entries.Add(new(text, value));
            }
        }

        return new YamlMap(line, column, entries);
    }

    private void RefuseProperties(NodeEvent node, long line, int column)
    {
        if (!node.Anchor.IsEmpty)
        {
            _problems.Add(SpecCodes.Anchor, line, column, $"'&{node.Anchor}' is an anchor, which a spec may not have; remove it.");
        }

        if (!node.Tag.IsEmpty)
        {
            _problems.Add(
                SpecCodes.Tag, line, column,
                $"'{node.Tag}' is a tag, which a spec may not have; remove it, or put text that starts with ! in quotes.");
        }
    }

    private sealed class TooDeepException : Exception;
}
