namespace Slipway.Projects.Reading;

/// <summary>The codes of the problems of a spec.</summary>
internal static class SpecCodes
{
    public const string Syntax = "spec.syntax";
    public const string TooLarge = "spec.tooLarge";
    public const string TooDeep = "spec.tooDeep";
    public const string TooManyProblems = "spec.tooManyProblems";
    public const string Anchor = "spec.anchor";
    public const string Tag = "spec.tag";
    public const string MergeKey = "spec.mergeKey";
    public const string MultipleDocuments = "spec.multipleDocuments";
    public const string Empty = "spec.empty";
    public const string UnknownKey = "spec.unknownKey";
    public const string DuplicateKey = "spec.duplicateKey";
    public const string DuplicateItem = "spec.duplicateItem";
    public const string MissingKey = "spec.missingKey";
    public const string WrongType = "spec.wrongType";
    public const string OutOfRange = "spec.outOfRange";
    public const string UnknownValue = "spec.unknownValue";
    public const string UnknownTrainer = "spec.unknownTrainer";
    public const string UnknownMetric = "spec.unknownMetric";
    public const string MetricOfOtherTask = "spec.metricOfOtherTask";
    public const string EmptyList = "spec.emptyList";
    public const string BadName = "spec.badName";
    public const string BadRule = "spec.badRule";
    public const string BadSource = "spec.badSource";
    public const string BadSchedule = "spec.badSchedule";
    public const string BadDuration = "spec.badDuration";
    public const string BadWebhook = "spec.badWebhook";
    public const string Contradiction = "spec.contradiction";
}
