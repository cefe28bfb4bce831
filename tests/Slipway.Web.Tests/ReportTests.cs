using System.Net;
using System.Text.Json;
using Slipway.Learning.Drift;
using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;
using Slipway.Monitoring.Reports;
using Slipway.Registry;

namespace Slipway.Web.Tests;

public sealed class ReportTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync(async models =>
        {
            await models.AddWineAsync();
            await models.AddConstantAsync("price", 1);
        });
        var profile = DatasetProfile.Of(new Table([new NumberColumn("alcohol <b>", [.. Enumerable.Range(0, 300).Select(i => (double)i)])]));
        await new ReportStore(_server.Store).SaveAsync(
            new DriftReport
            {
                Model = ModelName.Parse("wine"),
                Version = 1,
                Name = "monday & tuesday",
                Source = "monday.csv",
                CreatedAt = DateTimeOffset.UnixEpoch,
                Verdict = DriftVerdict.NoDrift,
                MinRows = 200,
                RowCount = 300,
                Features = DriftDetector.Compare(profile, profile, new DriftOptions()),
                Assumptions = ["None."],
            },
            CancellationToken.None);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("/api/models/wine/drift")]
    [InlineData("/reports/wine/monday%20%26%20tuesday.json")]
    public async Task Report_GetJson_GivesTheDocument(string path)
    {
        var (status, body) = await _server.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("noDrift", 1), (body.GetProperty("verdict").GetString(), body.GetProperty("version").GetInt32()));
        Assert.Equal("alcohol <b>", body.GetProperty("features").GetProperty("columns")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("/reports/wine/monday%20%26%20tuesday")]
    [InlineData("/reports/wine/monday%20%26%20tuesday.html")]
    public async Task Report_GetPage_AllowsNoScripts(string path)
    {
        using var response = await _server.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("alcohol &lt;b&gt;", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_List_IsJsonOrAPage()
    {
        var (_, body) = await _server.SendAsync(HttpMethod.Get, "/reports/wine");
        string page = await BrowseAsync("/reports/wine");

        Assert.Equal("monday & tuesday", body.GetProperty("reports")[0].GetProperty("name").GetString());
        Assert.Contains("<a href=\"/reports/wine/monday%20%26%20tuesday.html\">monday &amp; tuesday</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_Page_LinksToTheReportsOfEachModelAndTheyBack()
    {
        string index = await BrowseAsync("/");
        string list = await BrowseAsync("/reports/wine");

        Assert.Contains("<a href=\"/reports/wine\">", index, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/reports/price\">", index, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/\">", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/models/price/drift", "reports.notFound")]
    [InlineData("/reports/wine/friday.json", "reports.notFound")]
    [InlineData("/reports/wine/friday.html", "reports.notFound")]
    [InlineData("/reports/wine/.json", "reports.notFound")]
    [InlineData("/reports/wine/%2E%2E%5Cx", "reports.notFound")]
    [InlineData("/reports/beer", "registry.modelNotFound")]
    [InlineData("/reports/Not%20a%20name", "serving.nameInvalid")]
    public async Task Report_ThatIsNot_IsNotFound(string path, string code)
    {
        var (status, body) = await _server.SendAsync(HttpMethod.Get, path);

        Assert.Equal((HttpStatusCode.NotFound, code), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Reports_ModelWithoutAny_GivesAnEmptyList()
    {
        var (status, body) = await _server.SendAsync(HttpMethod.Get, "/reports/price");

        Assert.Equal((HttpStatusCode.OK, 0), (status, body.GetProperty("reports").GetArrayLength()));
        Assert.Equal(JsonValueKind.Array, body.GetProperty("reports").ValueKind);
    }
    private async Task<string> BrowseAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        using var response = await _server.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
