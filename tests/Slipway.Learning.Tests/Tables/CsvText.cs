using System.IO.Compression;
using System.Text;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

/// <summary>Reads CSVs into plain texts, so that tests compare strings.</summary>
internal static class CsvText
{
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    /// <summary>One line a record: its line number, then its fields in brackets or the code of its problem.</summary>
    public static List<string> Records(Stream stream, CsvOptions? options = null)
    {
        using var reader = CsvReader.Open(stream, options ?? new CsvOptions()).Value;
        var records = new List<string>();
        while (reader.Read())
        {
            records.Add(Describe(reader));
        }

        if (reader.Failure is { } failure)
            records.Add(failure.Code);

        return records;
    }

    public static List<string> Records(string text, CsvOptions? options = null) => Records(new MemoryStream(Utf8(text)), options);

    public static string Describe(CsvReader reader)
    {
        if (reader.Problem is { } problem)
            return $"{problem.LineNumber}:{problem.Code}";

        var text = new StringBuilder().Append(reader.LineNumber).Append(':');
        for (int i = 0; i < reader.Header.Count; i++)
        {
            text.Append('[').Append(Encoding.UTF8.GetString(reader[i])).Append(']');
        }

        return text.ToString();
    }
}
