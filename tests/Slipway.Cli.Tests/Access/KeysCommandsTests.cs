using System.Text.Json;

namespace Slipway.Cli.Tests.Access;

/// <summary><c>slipway keys</c>, on a store of its own.</summary>
public sealed class KeysCommandsTests : IDisposable
{
    private readonly string _store = Directory.CreateTempSubdirectory("slipway-keys-").FullName;

    [Fact]
    public async Task Create_PrintsTheKeyOnceAndStoresOnlyItsHash()
    {
        var created = await RunAsync("create", "checkout", "--role", "predict");

        Assert.True(created.ExitCode == 0, created.Error);
        string text = created.Output.Trim();
        Assert.Matches("^slw_[0-9a-f]{12}_[A-Za-z0-9_-]+$", text);
        string secret = text.Split('_', 3)[2];
        Assert.DoesNotContain(secret, created.Error, StringComparison.Ordinal);
        Assert.Contains("not shown again", created.Error, StringComparison.Ordinal);
        foreach (string[] command in new[] { new[] { "list" }, ["list", "--json"] })
        {
            var listed = await RunAsync(command);
            Assert.Contains(text.Split('_')[1], listed.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, listed.Output + listed.Error, StringComparison.Ordinal);
        }

        Assert.All(
            Directory.EnumerateFiles(_store, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(secret, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_SeveralRoles_AreListed()
    {
        await JsonOfAsync("create", "checkout", "--role", "predict");
        await JsonOfAsync("create", "ada", "--role", "read", "--role", "operate");

        var listed = await JsonOfAsync("list");

        Assert.Equal(["checkout", "ada"], listed.EnumerateArray().Select(key => key.GetProperty("name").GetString()));
        Assert.Equal(["read", "operate"], listed[1].GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.Contains("read,operate", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_NoKeys_IsEmpty()
    {
        Assert.Equal(0, (await JsonOfAsync("list")).GetArrayLength());
        Assert.Empty((await RunAsync("list")).Output);
    }

    [Theory]
    [InlineData("24", true)]
    [InlineData("0", false)]
    public async Task Rotate_GivesANewSecretAndKeepsTheFormerSoLong(string hours, bool isKept)
    {
        var created = await JsonOfAsync("create", "checkout", "--role", "predict");

        var rotated = await JsonOfAsync("rotate", IdOf(created), "--keep-hours", hours);

        Assert.NotEqual(created.GetProperty("text").GetString(), rotated.GetProperty("text").GetString());
        var (before, after) = (created.GetProperty("key"), rotated.GetProperty("key"));
        Assert.All(["id", "name", "createdAt"], name => Assert.Equal(before.GetProperty(name).GetString(), after.GetProperty(name).GetString()));
        var until = after.TryGetProperty("formerUntil", out var value) && value.ValueKind != JsonValueKind.Null ? value.GetDateTimeOffset() : default;
        Assert.Equal(isKept, until > after.GetProperty("rotatedAt").GetDateTimeOffset());
        Assert.Contains("rotated ", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_EndsTheKeyForGood()
    {
        string id = IdOf(await JsonOfAsync("create", "checkout", "--role", "predict"));

        Assert.Equal($"Key {id} (checkout) is revoked.", (await RunAsync("revoke", id)).Output.Trim());

        Assert.Contains("revoked ", (await RunAsync("list")).Output, StringComparison.Ordinal);
        var rotated = await RunAsync("rotate", id);
        Assert.NotEqual(0, rotated.ExitCode);
        Assert.StartsWith("error: ", rotated.Error, StringComparison.Ordinal);
        Assert.Empty(rotated.Output);
    }

    [Theory]
    [InlineData(3, "access.keyNotFound", "rotate", "000000000000")]
    [InlineData(3, "access.keyNotFound", "revoke", "000000000000")]
    [InlineData(4, "access.nameInvalid", "create", " ", "--role", "read")]
    [InlineData(2, "--role", "create", "checkout")]
    [InlineData(2, "--keep-hours is 0 to", "rotate", "000000000000", "--keep-hours", "-1")]
    public async Task Command_ThatCannotBeDone_SaysWhy(int exitCode, string words, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.True(run.ExitCode == exitCode, $"{run.ExitCode}: {run.Error}");
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Changes_AreAudited()
    {
        string id = IdOf(await JsonOfAsync("create", "checkout", "--role", "predict"));
        await JsonOfAsync("rotate", id);
        await JsonOfAsync("revoke", id);

        var verified = await CliRun.RunAsync("audit", "verify", "--store", _store, "--json");

        Assert.Equal(3, JsonDocument.Parse(verified.Output).RootElement.GetProperty("sequence").GetInt32());
    }

    public void Dispose() => Directory.Delete(_store, recursive: true);

    private static string IdOf(JsonElement issued) => issued.GetProperty("key").GetProperty("id").GetString()!;

    private Task<CliRun> RunAsync(params string[] arguments) => CliRun.RunAsync(["keys", .. arguments, "--store", _store]);

    private async Task<JsonElement> JsonOfAsync(params string[] arguments)
    {
        var run = await RunAsync([.. arguments, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
