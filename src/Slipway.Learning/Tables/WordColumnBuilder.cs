namespace Slipway.Learning.Tables;

/// <summary>Builds a declared column of categories or text.</summary>
internal sealed class WordColumnBuilder(string name, ColumnType type) : ColumnBuilder(name)
{
    private readonly WordTable _words = new();
    private readonly RowBuffer<int> _codes = new();

    public override void Add(ReadOnlySpan<byte> cell, bool isMissing) => _codes.Add(isMissing ? -1 : _words.Add(cell));

    public override Column Build(ReadOnlySpan<long> lineNumbers, RowProblemLog log) => Build(Name, type, _words, _codes.ToArray());

    /// <summary>Makes a column of words that are all valid.</summary>
    public static Column Build(string name, ColumnType type, WordTable words, int[] codes)
    {
        string[] categories = words.ToStrings();
        return type == ColumnType.Category
            ? new CategoryColumn(name, codes, categories)
            : new TextColumn(name, Array.ConvertAll(codes, code => code < 0 ? null : categories[code]));
    }
}
