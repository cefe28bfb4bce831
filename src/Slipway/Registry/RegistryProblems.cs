using Slipway.Learning.Results;

namespace Slipway.Registry;

/// <summary>The registry's expected failures, and the checks of what callers say about a change.</summary>
internal static class RegistryProblems
{
    private const int MaxActorLength = 200;
    private const int MaxReasonLength = 1000;

    public static Problem ModelNotFound(ModelName model) =>
        new("registry.modelNotFound", $"There is no model '{model}' with a registered version. List the models, or train this one first.");

    public static Problem VersionNotFound(ModelName model, int version) =>
        new("registry.versionNotFound", $"Model '{model}' has no version {version}. List its versions and choose one of them.");

    public static Problem AliasNotFound(ModelName model, string alias) =>
        new("registry.aliasNotFound", $"Model '{model}' has no alias '{alias}'. Promote a version to it first, or use a version number.");

    public static Problem NothingToRollBackTo(ModelName model, string alias, int version) =>
        new(
            "registry.nothingToRollBackTo",
            $"Alias '{alias}' of model '{model}' pointed at no version before {version}. Promote the version you want.");

    public static Problem Conflict(ModelName model) =>
        new(
            "registry.conflict",
            $"The aliases of model '{model}' were changed by somebody else meanwhile. Read them again and decide anew.");

    public static Problem FormatNewer(ModelName model, int version, int formatVersion) =>
        new(
            "registry.formatNewer",
            $"Version {version} of model '{model}' was written in format {formatVersion} by a newer Slipway. Update this one.");

    public static Problem ContentMissing(ModelName model, int version, string file) =>
        new(
            "registry.contentMissing",
            $"'{file}' of version {version} of model '{model}' is gone. Restore it from a backup, or roll back.");

    public static Problem ContentChanged(ModelName model, int version) =>
        new(
            "registry.contentChanged",
            $"The ONNX file of version {version} of model '{model}' is not the registered one: its SHA-256 differs from "
            + "the manifest's. Restore it from a backup, or roll back.");

    public static IEnumerable<Problem> CheckAlias(string? alias)
    {
        if (!AliasName.IsValid(alias))
        {
            yield return new Problem(
                "registry.aliasInvalid", $"'{alias}' cannot be an alias. An alias is {AliasName.Rule}, such as 'champion'.");
        }
    }

    public static IEnumerable<Problem> CheckActor(string? actor)
    {
        if (string.IsNullOrWhiteSpace(actor))
        {
            yield return new Problem("registry.actorMissing", "The change has no actor. Say who makes it; the audit log records it.");
        }
        else if (actor.Length > MaxActorLength)
        {
            yield return new Problem(
                "registry.actorTooLong", $"The actor has {actor.Length} characters, at most {MaxActorLength} are allowed. Shorten it.");
        }
    }

    public static IEnumerable<Problem> CheckReason(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            yield return new Problem(
                "registry.reasonMissing", "The change has no reason. Say in a few words why; the audit log records it.");
        }
        else if (reason.Length > MaxReasonLength)
        {
            yield return new Problem(
                "registry.reasonTooLong", $"The reason has {reason.Length} characters, at most {MaxReasonLength} are allowed. Shorten it.");
        }
    }
}
