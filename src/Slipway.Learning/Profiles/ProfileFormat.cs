using Slipway.Learning.Results;
using Slipway.Learning.Statistics;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Profiles;

/// <summary>
/// The bytes of a <see cref="DatasetProfile"/>, version 2, little-endian. "SLPF", version (1 byte), rows, number of columns, the columns,
/// the pairs of the correlation matrix, then, not in version 1, a fingerprint a column and the sketch of the rows, each behind a byte that
/// says whether it is there. Whole numbers are seven bits a byte, lowest first. The values of a sketch are differences of the
/// order-preserving 64-bit form of doubles, which takes about 7 bytes a value instead of 8.
/// </summary>
internal static class ProfileFormat
{
    private const byte Version = 2;
    private const byte FirstVersion = 1;
    private const int MaxColumns = 100_000;

    private static ReadOnlySpan<byte> Magic => "SLPF"u8;

    public static byte[] Write(DatasetProfile profile)
    {
        var writer = new ByteWriter();
        writer.Bytes(Magic);
        writer.Byte(Version);
        writer.Long(profile.RowCount);
        writer.Long(profile.Columns.Count);
        foreach (var column in profile.Columns)
        {
            WriteColumn(writer, column);
        }

        foreach (var pair in profile.Correlations.Pairs)
        {
            writer.Long(pair.Count);
            writer.Double(pair.MeanX);
            writer.Double(pair.MeanY);
            writer.Double(pair.SquaresX);
            writer.Double(pair.SquaresY);
            writer.Double(pair.Products);
        }

        foreach (var column in profile.Columns)
        {
            writer.Byte(column.Fingerprint is null ? (byte)0 : (byte)1);
            writer.Fixed(column.Fingerprint ?? 0);
        }

        WriteRows(writer, profile.Rows);

        return writer.ToArray();
    }

    public static Result<DatasetProfile> Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic) || bytes.Length == Magic.Length)
        {
            return Malformed("does not start as a profile does");
        }

        byte version = bytes[Magic.Length];
        if (version is < FirstVersion or > Version)
        {
            return new Problem(
                "profile.versionUnknown",
                $"The reference profile has format version {version}; this build reads versions {FirstVersion} to {Version}. Update Slipway, or train the model again.");
        }

        var reader = new ByteReader(bytes[(Magic.Length + 1)..]);
        long rowCount = reader.Long();
        var columns = new List<ColumnProfile>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int remaining = reader.Count(5, MaxColumns); remaining > 0; remaining--)
        {
            var column = ReadColumn(ref reader, rowCount);
            if (column is null || !names.Add(column.Name))
            {
                return Malformed($"has a bad column, number {columns.Count + 1}");
            }

            columns.Add(column);
        }

        var correlations = ReadCorrelations(ref reader, columns, rowCount);
        RowSketch? rows = null;
        bool isWhole = correlations is not null && (version == FirstVersion || TryReadDuplicates(ref reader, columns, out rows));
        return !isWhole || reader.IsBad || !reader.IsAtEnd
            ? Malformed("is cut short, or goes on after its end")
            : new DatasetProfile(rowCount, columns, correlations!, rows);
    }

    private static Problem Malformed(string what) =>
        new("profile.malformed", $"The reference profile {what}; the file is damaged. Restore it from a copy, or train the model again.");

    private static void WriteColumn(ByteWriter writer, ColumnProfile column)
    {
        writer.Text(column.Name);
        writer.Byte((byte)column.Type);
        writer.Long(column.RowCount);
        writer.Long(column.MissingCount);
        WriteDistinct(writer, column.Distinct);
        if (column is { Moments: { } moments, Quantiles: { } quantiles })
        {
            writer.Double(moments.Mean);
            writer.Double(moments.SumOfSquares);
            writer.Double(moments.Min);
            writer.Double(moments.Max);
            WriteSketch(writer, quantiles);
        }

        if (column.Categories is { } categories)
        {
            writer.Long(categories.OtherCount);
            writer.Long(categories.Words.Count);
            for (int i = 0; i < categories.Words.Count; i++)
            {
                writer.Text(categories.Words[i]);
                writer.Long(categories.Counts[i]);
            }
        }

        if (column.Timestamps is { } timestamps)
        {
            writer.Long(timestamps.MinTicks);
            writer.Long(timestamps.MaxTicks);
        }
    }

    private static ColumnProfile? ReadColumn(ref ByteReader reader, long tableRowCount)
    {
        string name = reader.Text();
        var type = (ColumnType)reader.Byte();
        long rowCount = reader.Long();
        long missingCount = reader.Long();
        var distinct = ReadDistinct(ref reader);
        long valueCount = rowCount - missingCount;
        bool isBad = reader.IsBad || distinct is null || !Enum.IsDefined(type) || rowCount != tableRowCount || valueCount < 0;
        if (isBad)
        {
            return null;
        }

        Moments? moments = null;
        QuantileSketch? quantiles = null;
        CategoryCounts? categories = null;
        TimestampRange? timestamps = null;
        switch (type)
        {
            case ColumnType.Number:
                moments = new Moments(valueCount, reader.Double(), reader.Double(), reader.Double(), reader.Double());
                quantiles = ReadSketch(ref reader);
                isBad = quantiles?.Points.Count != valueCount || !IsSound(moments.Value);
                break;
            case ColumnType.Category or ColumnType.Boolean:
                categories = ReadCategories(ref reader);
                isBad = categories is null || !AddsUp(categories, valueCount);
                break;
            case ColumnType.Timestamp when valueCount > 0:
                timestamps = new TimestampRange(reader.Long(), reader.Long());
                isBad = timestamps.Value.MinTicks > timestamps.Value.MaxTicks || timestamps.Value.MaxTicks > DateTime.MaxValue.Ticks;
                break;
        }

        return isBad || reader.IsBad
            ? null
            : new ColumnProfile(name, type, rowCount, missingCount, distinct!)
            {
                Moments = moments,
                Quantiles = quantiles,
                Categories = categories,
                Timestamps = timestamps,
            };
    }

    private static bool IsSound(Moments moments) =>
        double.IsFinite(moments.Min) && double.IsFinite(moments.Max) && moments.Min <= moments.Max
        && !double.IsNaN(moments.Mean) && moments.SumOfSquares is >= 0;

    private static void WriteSketch(ByteWriter writer, QuantileSketch sketch)
    {
        writer.Long(sketch.RankErrorBound);
        writer.Long(sketch.Points.DistinctCount);
        ulong previous = 0;
        for (int i = 0; i < sketch.Points.DistinctCount; i++)
        {
            ulong ordered = ToOrdered(sketch.Points.Values[i]);
            writer.Variable(ordered - previous);
            writer.Long(sketch.Points.Counts[i]);
            previous = ordered;
        }
    }

    private static QuantileSketch? ReadSketch(ref ByteReader reader)
    {
        long rankError = reader.Long();
        int count = reader.Count(2, QuantileSketch.MaxPoints);
        var values = new double[count];
        var counts = new long[count];
        ulong ordered = 0;
        long total = 0;
        for (int i = 0; i < count; i++)
        {
            ulong step = reader.Variable();
            counts[i] = reader.Long();
            bool isBad = reader.IsBad || (i > 0 && step == 0) || step > ulong.MaxValue - ordered || counts[i] == 0 || counts[i] > long.MaxValue - total;
            if (isBad)
            {
                return null;
            }

            ordered += step;
            total += counts[i];
            values[i] = FromOrdered(ordered);
            if (!double.IsFinite(values[i]) || (values[i] == 0 && double.IsNegative(values[i])))
            {
                return null;
            }
        }

        return reader.IsBad ? null : new QuantileSketch(new SortedSample(values, counts), rankError);
    }

    private static CategoryCounts? ReadCategories(ref ByteReader reader)
    {
        long other = reader.Long();
        int count = reader.Count(2, CategoryCounts.MaxWords);
        var words = new string[count];
        var counts = new long[count];
        for (int i = 0; i < count; i++)
        {
            words[i] = reader.Text();
            counts[i] = reader.Long();
        }

        bool isOrdered = true;
        for (int i = 1; i < count; i++)
        {
            isOrdered &= counts[i] < counts[i - 1] || (counts[i] == counts[i - 1] && string.CompareOrdinal(words[i - 1], words[i]) < 0);
        }

        return reader.IsBad || !isOrdered || words.Distinct(StringComparer.Ordinal).Count() != count ? null : new CategoryCounts(words, counts, other);
    }

    private static bool AddsUp(CategoryCounts categories, long expected)
    {
        Int128 total = categories.OtherCount;
        foreach (long count in categories.Counts)
        {
            if (count == 0)
            {
                return false;
            }

            total += count;
        }

        return total == expected;
    }

    private static void WriteDistinct(ByteWriter writer, DistinctState state)
    {
        writer.Byte(state.Registers is null ? (byte)0 : (byte)1);
        if (state.Registers is { } registers)
        {
            writer.Bytes(registers);
            return;
        }

        writer.Long(state.Hashes.Length);
        foreach (ulong hash in state.Hashes)
        {
            writer.Fixed(hash);
        }
    }

    private static DistinctState? ReadDistinct(ref ByteReader reader)
    {
        if (reader.Byte() == 1)
        {
            byte[] registers = reader.Bytes(DistinctCounter.RegisterCount).ToArray();
            return reader.IsBad || registers.Any(register => register > 64) ? null : new DistinctState([], registers);
        }

        var hashes = new ulong[reader.Count(8, DistinctCounter.ExactLimit)];
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = reader.Fixed();
            if (i > 0 && hashes[i] <= hashes[i - 1])
            {
                return null;
            }
        }

        return reader.IsBad ? null : new DistinctState(hashes, null);
    }

    private static CorrelationMatrix? ReadCorrelations(ref ByteReader reader, List<ColumnProfile> columns, long rowCount)
    {
        string[] names =
            [.. columns.Where(column => column.Type == ColumnType.Number).Take(CorrelationMatrix.MaxColumns).Select(column => column.Name)];
        var pairs = new CoMoments[CorrelationMatrix.PairCount(names.Length)];
        for (int i = 0; i < pairs.Length && !reader.IsBad; i++)
        {
            pairs[i] = new(reader.Long(), reader.Double(), reader.Double(), reader.Double(), reader.Double(), reader.Double());
            if (pairs[i].Count > rowCount)
            {
                return null;
            }
        }

        return reader.IsBad ? null : new CorrelationMatrix(names, pairs);
    }

    private static void WriteRows(ByteWriter writer, RowSketch? rows)
    {
        writer.Byte(rows is null ? (byte)0 : (byte)1);
        if (rows is null)
        {
            return;
        }

        writer.Long(rows.RowCount);
        writer.Byte(rows.IsExact ? (byte)1 : (byte)0);
        writer.Long(rows.Hashes.Length);
        ulong previous = 0;
        for (int i = 0; i < rows.Hashes.Length; i++)
        {
            writer.Variable(rows.Hashes[i] - previous);
            writer.Long(rows.Counts[i]);
            previous = rows.Hashes[i];
        }
    }

    private static bool TryReadDuplicates(ref ByteReader reader, List<ColumnProfile> columns, out RowSketch? rows)
    {
        rows = null;
        for (int i = 0; i < columns.Count; i++)
        {
            bool isThere = reader.Byte() == 1;
            ulong fingerprint = reader.Fixed();
            columns[i] = isThere ? columns[i].WithFingerprint(fingerprint) : columns[i];
        }

        if (reader.Byte() == 0)
        {
            return !reader.IsBad;
        }

        long rowCount = reader.Long();
        bool isExact = reader.Byte() == 1;
        var hashes = new ulong[reader.Count(2, RowSketch.MaxHashes)];
        var counts = new long[hashes.Length];
        ulong hash = 0;
        Int128 total = 0;
        bool isSound = !reader.IsBad && (isExact || hashes.Length == RowSketch.MaxHashes);
        for (int i = 0; i < hashes.Length && isSound; i++)
        {
            ulong step = reader.Variable();
            counts[i] = reader.Long();
            isSound = !reader.IsBad && (i == 0 || step > 0) && step <= ulong.MaxValue - hash && counts[i] > 0;
            hash = unchecked(hash + step);
            hashes[i] = hash;
            total += counts[i];
        }

        rows = new RowSketch(rowCount, isExact, hashes, counts);
        return isSound && (isExact ? total == rowCount : total <= rowCount);
    }

    // Sign bit flipped for positives, all bits for negatives: unsigned order is then the order of the numbers.
    private static ulong ToOrdered(double value)
    {
        ulong bits = (ulong)BitConverter.DoubleToInt64Bits(value);
        return bits >> 63 == 0 ? bits | (1UL << 63) : ~bits;
    }

    private static double FromOrdered(ulong ordered) =>
        BitConverter.Int64BitsToDouble((long)(ordered >> 63 == 1 ? ordered & ~(1UL << 63) : ~ordered));
}
