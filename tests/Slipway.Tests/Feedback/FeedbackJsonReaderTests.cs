using System.Text;
using Slipway.Feedback;
using Slipway.Learning.Schemas;
using Slipway.Serving;

namespace Slipway.Tests.Feedback;

public sealed class FeedbackJsonReaderTests
{
    private const string Id = "019c0a3e-7a10-7d3e-9b1c-2f4f6a8e0c11";

    private static readonly ModelSchema Classes = new(LearningTask.Binary, "y", [], ["0", "yes"]);
    private static readonly ModelSchema Numbers = new(LearningTask.Regression, "y", [], []);

    private readonly List<FeedbackRecord> _records = [];
    private readonly InputReport _report = new();

    [Theory]
    [InlineData("\"yes\"", "yes")]
    [InlineData("0", "0")]
    [InlineData("\" 0 \"", "0")]
    public void Read_Class_MayBeAnyScalar(string actual, string label)
    {
        Assert.True(Read(Classes, $$"""{"id":"{{Id}}","actual":{{actual}}}"""));

        Assert.Equal(new FeedbackRecord(Guid.Parse(Id), ActualOutcome.Of(label), null), Assert.Single(_records));
    }

    [Fact]
    public void Read_NumbersWithTimes_AreTaken()
    {
        Assert.True(Read(Numbers, $$"""[{"actual":1.5e2,"time":"2026-01-31T00:00:00+01:00","id":"{{Id}}"},{"id":"{{Id}}","actual":"-2","time":null}]"""));

        Assert.Equal([150.0, -2], _records.Select(r => r.Actual.Value));
        Assert.Equal([new DateTimeOffset(2026, 1, 30, 23, 0, 0, TimeSpan.Zero), null], _records.Select(r => r.Time));
    }

    [Fact]
    public void Read_BadRows_ListsEveryProblemOfEach()
    {
        Assert.False(Read(Numbers, $$"""[{"id":"7","actual":"much","time":5},{},{"id":"{{Id}}","actual":1,"who":1},3,{"id":"{{Id}}","actual":1}]"""));

        Assert.Equal(
            [
                (0, "feedback.id"), (0, "feedback.actual"), (0, "feedback.time"), (1, "feedback.id"), (1, "feedback.actualMissing"),
                (2, "feedback.unknownKey"), (3, "input.rowNotObject"),
            ],
            _report.Problems.Select(p => (p.RowIndex, p.Code)));
        Assert.DoesNotContain(_report.Problems, p => p.Message.Contains("much", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "request.jsonInvalid")]
    [InlineData("{", "request.jsonInvalid")]
    [InlineData("3", "request.shape")]
    [InlineData("[]", "request.noRows")]
    [InlineData("""{"id":"1","id":"2","actual":1}""", "request.jsonInvalid")]
    [InlineData("""{"id":"\ud800","actual":1}""", "request.jsonInvalid")]
    [InlineData("[[[[[[[[[[[[[]]]]]]]]]]]]]", "request.jsonInvalid")]
    [InlineData("[{},{},{},{},{},{}]", "request.tooManyRows")]
    public void Read_BadBody_IsRefused(string body, string code)
    {
        Assert.False(Read(Numbers, body));

        Assert.Equal(code, Assert.Single(_report.Problems).Code);
    }

    [Fact]
    public void Read_UnknownClass_NamesThoseThereAre()
    {
        Assert.False(Read(Classes, $$"""{"id":"{{Id}}","actual":"no"}"""));

        Assert.Contains("'0', 'yes'", Assert.Single(_report.Problems).Message, StringComparison.Ordinal);
    }

    private bool Read(ModelSchema schema, string body) =>
        new FeedbackJsonReader(schema).Read(Encoding.UTF8.GetBytes(body), 5, _records, _report);
}
