using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Slipway.Web.Limits;

/// <summary>Gives the web server the limits that it keeps by itself.</summary>
public static class KestrelLimits
{
    /// <summary>Connections that wait to be accepted: of more at once, the system makes each wait for a second or longer.</summary>
    internal const int Backlog = 4096;

    /// <summary>Sets them.</summary>
    public static void Apply(KestrelServerOptions kestrel, SlipwayWebOptions options)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        ArgumentNullException.ThrowIfNull(options);
        var limits = options.Limits;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = limits.MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.KeepAliveTimeout = limits.IdleTimeout;
        kestrel.Limits.RequestHeadersTimeout = limits.HeaderTimeout;
        kestrel.Limits.MaxRequestLineSize = limits.MaxRequestLineBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = limits.MaxHeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = limits.MaxHeaders;

        // Bodies that are read have their own patience, which ends before this one.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.MinBytesPerSecond, 3 * limits.SlowGrace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(limits.MinBytesPerSecond, limits.SlowGrace);
        kestrel.Limits.Http2.MaxStreamsPerConnection = limits.MaxStreamsPerConnection;
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = Math.Min(limits.MaxHeaderBytes, 16 * 1024);
    }
}
