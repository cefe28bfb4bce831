using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Slipway.Functions.Telemetry;

namespace Slipway.Functions.Tests.Telemetry;

public sealed class TelemetryExportTests
{
    private const string Connection = "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://localhost/";

    [Fact]
    public void AddIfConfigured_WithoutConnection_AddsNothing()
    {
        var services = new ServiceCollection();

        TelemetryExport.AddIfConfigured(services, new ConfigurationBuilder().Build());

        Assert.Empty(services);
    }

    [Fact]
    public void AddIfConfigured_WithConnection_MeasuresAndTraces()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { [TelemetryExport.ConnectionSetting] = Connection }).Build();

        TelemetryExport.AddIfConfigured(services, configuration);

        using var provider = services.AddSingleton<IConfiguration>(configuration).BuildServiceProvider();
        Assert.NotNull(provider.GetService<MeterProvider>());
        Assert.NotNull(provider.GetService<TracerProvider>());
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("ClientId=1", false)]
    [InlineData("Authorization=AAD", true)]
    [InlineData("ClientId=00000000-0000-0000-0000-000000000001;Authorization=AAD", true)]
    [InlineData(" authorization = aad ; ClientId = 1 ;", true)]
    public void FindCredential_OfAnAuthenticationString_IsTheIdentityThatItAsksFor(string? text, bool isIdentity)
    {
        Assert.Equal(isIdentity, TelemetryExport.FindCredential(text) is ManagedIdentityCredential);
    }
}
