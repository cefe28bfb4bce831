using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Slipway.Projects;

namespace Slipway.Alerts;

/// <summary>
/// Posts alerts to the webhook that the model's spec names. Only to https hosts on the internet, without redirects and proxies; tried a few
/// times; signed where a secret is configured. A webhook that does not answer is counted and logged, and holds up nothing.
/// </summary>
/// <remarks>
/// The signature is <c>sha256=</c> and the HMAC-SHA256, lower-case hex, of the header <c>X-Slipway-Timestamp</c>, a dot, and the body; a
/// receiver compares it and refuses old timestamps. The URL is never logged, as it often holds a secret.
/// </remarks>
public sealed class WebhookChannel : IAlertChannel, IDisposable
{
    private readonly AlertOptions _options;
    private readonly string? _secret;
    private readonly string? _gitHubToken;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookChannel> _logger;
    private readonly HttpClient _client;

    /// <summary>Makes the channel.</summary>
    /// <param name="options">Where it may post to, and how often it tries.</param>
    /// <param name="secret">What it signs with, from <see cref="AlertOptions.SecretVariable"/>; null or empty for no signature.</param>
    /// <param name="time">The clock of timestamps and pauses.</param>
    /// <param name="logger">Hears of what could not be posted.</param>
    /// <param name="gitHubToken">
    /// What it posts to GitHub with, from <see cref="AlertOptions.GitHubTokenVariable"/>: to api.github.com, or an allowed host; null or
    /// empty for none.
    /// </param>
    public WebhookChannel(
        AlertOptions options, string? secret, TimeProvider time, ILogger<WebhookChannel> logger, string? gitHubToken = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _secret, _time, _logger, _gitHubToken) = (options, secret, time, logger, gitHubToken);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = options.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, cancellationToken),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc/>
    public string Name => "webhook";

    /// <inheritdoc/>
    public async Task<bool> SendAsync(Alert alert, AlertNotice notice, AlertsSpec recipients, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(recipients);
        if (recipients.Webhook is not { } url)
        {
            return true;
        }

        string? fault = FindFault(url);
        var format = WebhookBody.Choose(recipients.Format, url.Host);
        byte[] body = WebhookBody.Write(alert, notice, format);
        for (int attempt = 1; fault is null; attempt++)
        {
            var (isSent, reason, mayRetry) = await PostAsync(url, body, format, cancellationToken);
            if (isSent)
            {
                return true;
            }

            if (!mayRetry || attempt == _options.MaxAttempts)
            {
                fault = $"{reason} (attempt {attempt})";
                break;
            }

            await Task.Delay(_options.RetryDelay * Math.Pow(2, attempt - 1), _time, cancellationToken);
        }

        Log.WebhookFailed(_logger, alert.Model.Value, alert.Fingerprint, fault!);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    internal static string Sign(string secret, string timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp + "."), .. body];
        return "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    private string? FindFault(Uri url)
    {
        bool isHttps = url.Scheme == Uri.UriSchemeHttps || (_options.AllowPrivateAddresses && url.Scheme == Uri.UriSchemeHttp);
        bool isAllowed = _options.AllowedHosts.Count == 0 || _options.AllowedHosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase);
        return !isHttps ? "it is not an https URL"
            : !isAllowed ? $"its host {url.Host} is not among the allowed ones"
            : null;
    }

    // Whoever can edit a spec can name a host; the token goes to no such host.
    private bool MayHaveToken(Uri url) =>
        url.Host.Equals(WebhookBody.GitHubHost, StringComparison.OrdinalIgnoreCase)
        || _options.AllowedHosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase);

    private async Task<(bool IsSent, string Reason, bool MayRetry)> PostAsync(
        Uri url, byte[] body, WebhookFormat format, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            request.Headers.UserAgent.ParseAdd("Slipway");
            if (!string.IsNullOrEmpty(_secret))
            {
                string timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
                request.Headers.Add("X-Slipway-Timestamp", timestamp);
                request.Headers.Add("X-Slipway-Signature", Sign(_secret, timestamp, body));
            }

            if (format == WebhookFormat.Github && !string.IsNullOrEmpty(_gitHubToken) && MayHaveToken(url))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _gitHubToken);
            }

            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            int status = (int)response.StatusCode;
            bool mayRetry = status is 408 or 425 or 429 or >= 500;
            return (response.IsSuccessStatusCode, $"it answered with status {status}", mayRetry);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, $"it did not answer within {_options.Timeout.TotalSeconds:0.#} seconds", true);
        }
        catch (HttpRequestException e) when (e.InnerException is RefusedAddressException refused)
        {
            return (false, refused.Message, false);
        }
        catch (HttpRequestException e)
        {
            return (false, $"it could not be reached ({e.HttpRequestError})", true);
        }
    }

    // The addresses are judged where the connection is made: what was resolved before could change in between.
    private async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        if (!_options.AllowPrivateAddresses && !addresses.All(PublicAddress.IsPublic))
        {
            throw new RefusedAddressException($"its host {host.Host} has an address that is not on the internet");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class RefusedAddressException(string message) : IOException(message);
}
