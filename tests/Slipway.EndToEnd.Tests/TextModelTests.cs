using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Slipway.Learning.Tables;

namespace Slipway.EndToEnd.Tests;

/// <summary>A model of real texts, from its spec to answers over HTTP and to a scored file.</summary>
public sealed class TextModelTests
{
    private const string Spec = """
        name: mail
        task: binary
        data: { source: data/subjects.csv.gz, label: label, features: { subject: { type: text } } }
        train: { trainers: [linear, gbdt], search: { trials: 4, maxSeconds: 600, folds: 2, metric: auc } }
        gate: { require: { auc: ">= 0.88" } }
        """;

    [Fact]
    public async Task Serve_ModelOfTexts_AnswersRequestsAndFiles()
    {
        using var folder = new TemporaryFolder();
        string project = folder["project"], store = folder["store"];
        Directory.CreateDirectory(Path.Combine(project, "models/mail"));
        Directory.CreateDirectory(Path.Combine(project, "data"));
        await File.WriteAllTextAsync(Path.Combine(project, "models/mail/model.yaml"), Spec);
        File.Copy(SampleTable.PathOf("subjects.csv.gz"), Path.Combine(project, "data/subjects.csv.gz"));
        var trained = await SlipwayProcess.RunAsync(folder.Path, "train", "--project", project, "--store", store);
        Assert.True(trained.ExitCode == 0, trained.Error + trained.Output);

        using var server = await ServerProcess.StartAsync(folder.Path, store);
        Assert.Equal("spam", await AskAsync(server, "Make MONEY at home, free!"));
        Assert.Equal("ham", await AskAsync(server, "Re: problem with apt and kernel on Debian"));
        foreach (string odd in (string[])["!!!", "尋找機會", new string('x', 50_000), "über \u0001 😀"])
        {
            Assert.Contains(await AskAsync(server, odd), (string[])["ham", "spam"]);
        }

        using var explained = await server.Client.PostAsJsonAsync("/api/models/mail/predict?explain=true", new { subject = "free money" });
        Assert.True(explained.IsSuccessStatusCode, await explained.Content.ReadAsStringAsync());
        using var openApi = JsonDocument.Parse(await server.Client.GetStringAsync("/openapi.json"));
        Assert.Contains("\"subject\"", openApi.RootElement.GetRawText(), StringComparison.Ordinal);

        await AssertScoresFileAsync(folder, store);
    }

    private static async Task AssertScoresFileAsync(TemporaryFolder folder, string store)
    {
        using var inbox = new InboxServer(folder, store);
        inbox.Drop("mail/new.csv", Encoding.UTF8.GetBytes("subject\n\"Make MONEY\nat home, free!\"\nDebian kernel problem\n\"日本語\"\n"));
        await inbox.WaitUntilEmptyAsync();

        Assert.Equal((3, 0), await inbox.CountsAsync("mail/new"));
        using var scored = CsvReader.Open(new MemoryStream(inbox.Read("scored/mail/new.csv")), new CsvOptions()).Value;
        int label = scored.Header.ToList().FindIndex(name => name is "label" or "prediction");
        var labels = new List<string>();
        while (scored.Read())
        {
            labels.Add(Encoding.UTF8.GetString(scored[label]));
        }

        Assert.Equal(["spam", "ham"], labels[..2]);
        var report = await inbox.ReportAsync("mail/new.csv");
        Assert.Contains(report.Features.Columns, column => column is { Name: "subject", Type: ColumnType.Text });
    }

    private static async Task<string> AskAsync(ServerProcess server, string subject)
    {
        using var response = await server.Client.PostAsJsonAsync("/api/models/mail/predict", new { subject });
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("prediction").GetProperty("label").GetString()!;
    }
}
