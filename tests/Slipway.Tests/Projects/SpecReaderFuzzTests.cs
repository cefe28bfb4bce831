using Slipway.Projects;

namespace Slipway.Tests.Projects;

public sealed class SpecReaderFuzzTests
{
    private const string Alphabet = "abz09 \t\n\r:{}[],\"'#&*!|>%@`?-<=.~/\\\u00e9\u2028\0\ud800";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_MutatedSpec_GivesASpecOrProblemsWithPlaces(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 1500; round++)
        {
            string text = SpecTexts.Full;
            for (int mutation = random.Next(1, 6); mutation > 0; mutation--)
            {
                text = Mutate(text, random);
            }

            var result = SpecReader.Read(text, SpecTexts.FileName);

            Assert.True(
                result.IsSuccess ? result.Value.Data.Label.Length > 0 : result.Problems.All(p => IsWellPlaced(p.Location!.LineNumber, text)),
                text);
        }
    }

    private static bool IsWellPlaced(long lineNumber, string text) =>
        lineNumber >= 1 && lineNumber <= text.Count(c => c is '\n' or '\r' or '\u2028') + 2;

    private static string Mutate(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        int line = random.Next(lines.Count);
        switch (random.Next(6))
        {
            case 0:
                lines.RemoveAt(line);
                return string.Join('\n', lines);
            case 1:
                lines.Insert(random.Next(lines.Count), lines[line]);
                return string.Join('\n', lines);
            case 2:
                (lines[0], lines[line]) = (lines[line], lines[0]);
                return string.Join('\n', lines);
            case 3 when text.Length > 0:
                return text.Remove(random.Next(text.Length), 1);
            case 4 when text.Length > 0:
                int index = random.Next(text.Length);
                return text.Remove(index, 1).Insert(index, Alphabet[random.Next(Alphabet.Length)].ToString());
            default:
                return text.Insert(random.Next(text.Length + 1), Alphabet[random.Next(Alphabet.Length)].ToString());
        }
    }
}
