namespace Slipway.Learning.Tables;

/// <summary>Where a field stands in the buffer; with a negative start, at its complement in the buffer of unescaped fields.</summary>
internal readonly struct FieldRange(int start, int end)
{
    public readonly int Start = start;
    public readonly int End = end;
}
