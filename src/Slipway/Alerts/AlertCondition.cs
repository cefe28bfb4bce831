using System.Security.Cryptography;
using System.Text;
using Slipway.Registry;

namespace Slipway.Alerts;

/// <summary>Something that needs attention, as whoever sees it says. Titles and details name models, columns and files, never row
/// data.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Model">The model that it concerns.</param>
/// <param name="Subject">What of the model it concerns, such as a metric or a file; together with kind and model it names the
/// alert.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Title">One line.</param>
/// <param name="Detail">What was seen, and what to do.</param>
public sealed record AlertCondition(
    AlertKind Kind, ModelName Model, string Subject, AlertSeverity Severity, string Title, string Detail)
{
    private const int FingerprintLength = 32;

    /// <summary>The name of the alert; see <see cref="FingerprintOf"/>.</summary>
    public string Fingerprint => FingerprintOf(Kind, Model, Subject);

    /// <summary>The same 32 hex digits for the same kind, model and subject: the start of their SHA-256.</summary>
    public static string FingerprintOf(AlertKind kind, ModelName model, string subject)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{model}\n{subject}"));
        return Convert.ToHexStringLower(hash)[..FingerprintLength];
    }
}
