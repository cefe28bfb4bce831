using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Access;

namespace Slipway.Web.Access;

/// <summary>
/// Callers whom Azure App Service authentication has verified. The platform sets the header, and removes it from what clients send, only
/// while it is switched on, which it says in a variable of the process; so without that variable the header is worth nothing.
/// </summary>
/// <param name="isTrusted">Whether the operator wants it: the app is reached through the platform only.</param>
/// <param name="readVariable">Reads a variable of the process.</param>
public sealed class AppServiceIdentity(bool isTrusted, Func<string, string?> readVariable) : IPlatformIdentity
{
    internal const string Header = "X-MS-CLIENT-PRINCIPAL";
    internal const string Variable = "WEBSITE_AUTH_ENABLED";
    private const string RolePrefix = "slipway.";
    private const int MaxNameLength = 128;

    private static readonly string[] NameClaims = ["preferred_username", "appid", "azp", "sub"];

    private readonly bool _isOn = isTrusted && string.Equals(readVariable(Variable), "true", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public Caller? Find(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string? header = _isOn && context.Request.Headers[Header] is [{ } only] ? only : null;
        if (header is null)
        {
            return null;
        }

        try
        {
            using var principal = JsonDocument.Parse(Convert.FromBase64String(header));
            return Read(principal.RootElement);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // The platform writes what can be read; anything else is nobody.
            return null;
        }
    }

    private static Caller? Read(JsonElement principal)
    {
        var claims = principal.GetProperty("claims").EnumerateArray()
            .Select(claim => (Type: claim.GetProperty("typ").GetString(), Value: claim.GetProperty("val").GetString() ?? ""))
            .ToList();
        string roleType = principal.TryGetProperty("role_typ", out var type) ? type.GetString() ?? "roles" : "roles";
        AccessRole[] roles =
        [
            .. claims.Where(c => (c.Type == roleType || c.Type == "roles") && c.Value.StartsWith(RolePrefix, StringComparison.OrdinalIgnoreCase))
                .Select(c => Enum.GetValues<AccessRole>().Cast<AccessRole?>().FirstOrDefault(
                    role => string.Equals(role.ToString(), c.Value[RolePrefix.Length..], StringComparison.OrdinalIgnoreCase)))
                .OfType<AccessRole>().Distinct(),
        ];
        string? name = NameClaims.Select(claim => claims.FirstOrDefault(c => c.Type == claim).Value).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return name is null ? null : new Caller("platform:" + Clean(name), roles);
    }

    private static string Clean(string name)
    {
        var clean = new StringBuilder();
        foreach (char c in name.AsSpan(0, Math.Min(name.Length, MaxNameLength)))
        {
            clean.Append(char.IsControl(c) ? '?' : c);
        }

        return clean.ToString();
    }
}
