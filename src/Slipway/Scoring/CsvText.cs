using System.Buffers;
using System.Text;
using Slipway.Learning.Tables;

namespace Slipway.Scoring;

/// <summary>Fields as a CSV holds them: quoted where they must be.</summary>
internal sealed class CsvText(char separator, bool neutralizesFormulas)
{
    private readonly SearchValues<byte> _quoted = SearchValues.Create([(byte)separator, (byte)'"', (byte)'\r', (byte)'\n']);

    public byte Separator => (byte)separator;

    public bool NeutralizesFormulas => neutralizesFormulas;

    /// <summary>Whether a spreadsheet would run the text, and it is not a number.</summary>
    public bool IsRunnable(ReadOnlySpan<byte> utf8) =>
        neutralizesFormulas
        && !utf8.IsEmpty
        && utf8[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r'
        && !ValueParser.TryParseNumber(utf8, out _);

    public void Add(ByteBuilder target, string text) => Add(target, Encoding.UTF8.GetBytes(text));

    public void Add(ByteBuilder target, ReadOnlySpan<byte> utf8)
    {
        bool isRunnable = IsRunnable(utf8);
        if (!utf8.ContainsAny(_quoted))
        {
            if (isRunnable)
            {
                target.Add((byte)'\'');
            }

            target.Add(utf8);
            return;
        }

        target.Add(isRunnable ? "\"'"u8 : "\""u8);
        int quote;
        while ((quote = utf8.IndexOf((byte)'"')) >= 0)
        {
            target.Add(utf8[..(quote + 1)]);
            target.Add((byte)'"');
            utf8 = utf8[(quote + 1)..];
        }

        target.Add(utf8);
        target.Add((byte)'"');
    }
}
