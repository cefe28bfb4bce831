using Slipway.Learning.Tables;

namespace Slipway.Datasets;

/// <summary>Writes rows that could not be taken: line number, reason, and the record as it stood, so that its owner can mend it.</summary>
internal sealed class RejectedRows : IDisposable
{
    private readonly CsvWriter _writer;

    public RejectedRows(Stream stream)
    {
        _writer = new CsvWriter(stream, new CsvWriterOptions());
        _writer.WriteField("line");
        _writer.WriteField("reason");
        _writer.WriteField("record");
        _writer.EndRecord();
    }

    public void Write(RowProblem problem, ReadOnlySpan<byte> record)
    {
        _writer.WriteField(problem.LineNumber);
        _writer.WriteField($"{problem.Reason} [{problem.Code}]");
        _writer.WriteField(record);
        _writer.EndRecord();
    }

    public void Dispose() => _writer.Dispose();
}
