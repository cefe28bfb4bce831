using System.Globalization;
using Slipway.Learning.Results;
using Slipway.Serving;

namespace Slipway.Web.Predicting;

/// <summary>
/// Whether an answer is explained. Who asks for it and cannot have it is refused; where only the model's spec says it, a note tells.
/// </summary>
/// <param name="Explains">Whether it is.</param>
/// <param name="Refusal">Why the request is refused.</param>
/// <param name="Note">Why the answer has no explanations although the spec says so.</param>
internal readonly record struct ExplanationChoice(bool Explains, IReadOnlyList<Problem>? Refusal = null, string? Note = null)
{
    public static ExplanationChoice Make(bool? asked, ServedModel model, int rowCount, int maxRows, ContentKind answer)
    {
        if (!(asked ?? (model.ExplainsByDefault && answer != ContentKind.Csv)))
        {
            return default;
        }

        var problems = Problems(model, rowCount, maxRows, answer);
        return problems.Count == 0 ? new(true)
            : asked is true ? new(false, Refusal: problems)
            : new(false, Note: NoteOf(problems));
    }

    /// <summary>The explanations of answers. Where a rollout chose another version than was asked here, it may be one without.</summary>
    public (Explanations? Explanations, string? Note) Answered(
        RowsAnswer answer, Predictions predictions, CancellationToken cancellationToken)
    {
        if (!Explains)
        {
            return (null, Note);
        }

        var explained = answer.Model.Predictor.Explain(answer.Batch, predictions, cancellationToken);
        return explained.TryGetValue(out var explanations) ? (explanations, null) : (null, NoteOf(explained.Problems));
    }

    private static string NoteOf(IReadOnlyList<Problem> problems) => $"No explanations: {problems[0].Message}";

    private static IReadOnlyList<Problem> Problems(ServedModel model, int rowCount, int maxRows, ContentKind answer)
    {
        if (answer == ContentKind.Csv)
        {
            return [new Problem(
                "request.parameter", "Explanations are answered as JSON. Accept application/json, or leave out 'explain'.")];
        }

        if (rowCount > maxRows)
        {
            return [new Problem("explain.tooManyRows", string.Create(
                CultureInfo.InvariantCulture,
                $"{rowCount} rows are more than the {maxRows} that are explained at once. Send fewer rows at a time."))];
        }

        return model.Predictor.FindExplainer().Problems;
    }
}
