using System.Text;
using Slipway.Access;
using Slipway.Audit;
using Slipway.Storage;

namespace Slipway.Tests.Access;

public sealed class AccessKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-keys-").FullName;
    private readonly Random _random = new(7);
    private readonly FolderObjectStore _store;
    private readonly AccessKeys _keys;
    private readonly AccessKeyRing _ring;

    public AccessKeysTests()
    {
        _store = new FolderObjectStore(_folder, TimeProvider.System);
        _keys = new AccessKeys(_store, new AuditLog(_store), TimeProvider.System, RandomBytes);
        _ring = new AccessKeyRing(_store, TimeProvider.System);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task CreateAsync_Key_IsFoundByItsTextAndStoredAsAHash()
    {
        var issued = (await _keys.CreateAsync("ada", [AccessRole.Read, AccessRole.Predict, AccessRole.Read], "test", default)).Value;
        await _ring.RefreshAsync(default);

        var caller = _ring.Find(issued.Text);

        Assert.Equal($"key:{issued.Key.Id}", caller?.Actor);
        Assert.Equal([AccessRole.Predict, AccessRole.Read], caller?.Roles);
        var stored = await _store.GetAsync(AccessKeyDocument.Path, default);
        Assert.DoesNotContain(issued.Text[^64..], Encoding.UTF8.GetString(stored!.Content.Span), StringComparison.Ordinal);
        Assert.Null(_ring.Find(issued.Text[..^1] + (issued.Text[^1] == '0' ? '1' : '0')));
        Assert.Null(_ring.Find(issued.Text + "0"));
        Assert.Null(_ring.Find(issued.Text.Replace(issued.Key.Id, "000000000000", StringComparison.Ordinal)));
        Assert.Null(_ring.Find(""));
        Assert.Null(_ring.Find(new string('é', issued.Text.Length)));
    }

    [Fact]
    public async Task CreateAsync_NoNameAndNoRole_SaysBoth()
    {
        var refused = await _keys.CreateAsync(" ", [], "test", default);

        Assert.Equal(["access.nameInvalid", "access.noRole"], refused.Problems.Select(p => p.Code));
    }

    [Fact]
    public async Task ChangesAtTheSameTime_AllHappenAndAreAudited()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => new AccessKeys(_store, new AuditLog(_store), TimeProvider.System, RandomBytes)
                .CreateAsync($"key {i}", [AccessRole.Predict], "test", default)));
        var revoked = await _keys.RevokeAsync(made[3].Value.Key.Id, "test", default);
        await _keys.RevokeAsync(made[3].Value.Key.Id, "test", default);

        Assert.All(made, m => Assert.True(m.IsSuccess));
        Assert.NotNull(revoked.Value.RevokedAt);
        Assert.Equal(8, (await _keys.ListAsync(default)).Count);
        var verified = await new AuditLog(_store).VerifyAsync(null, default);
        Assert.Equal(9, verified.Value.Sequence);
    }

    [Fact]
    public async Task IsRequired_AfterTheLastKeyIsRevokedOrTheFileLost_Stays()
    {
        Assert.False(_ring.IsRequired);
        var issued = (await _keys.CreateAsync("ada", [AccessRole.Read], "test", default)).Value;
        await _keys.RevokeAsync(issued.Key.Id, "test", default);
        await _ring.RefreshAsync(default);

        Assert.True(_ring.IsRequired);
        Assert.Null(_ring.Find(issued.Text));
        await _store.DeleteAsync(AccessKeyDocument.Path, null, default);
        await _ring.RefreshAsync(default);
        Assert.True(_ring.IsRequired);
    }

    [Fact]
    public async Task RotateAsync_UnknownOrRevoked_IsRefused()
    {
        var issued = (await _keys.CreateAsync("ada", [AccessRole.Read], "test", default)).Value;
        await _keys.RevokeAsync(issued.Key.Id, "test", default);

        Assert.Equal("access.keyRevoked", (await _keys.RotateAsync(issued.Key.Id, TimeSpan.Zero, "test", default)).Problems[0].Code);
        Assert.Equal("access.keyNotFound", (await _keys.RotateAsync("none", TimeSpan.Zero, "test", default)).Problems[0].Code);
        Assert.Equal("access.keyNotFound", (await _keys.RevokeAsync("none", "test", default)).Problems[0].Code);
    }

    private byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        lock (_random)
        {
            _random.NextBytes(bytes);
        }

        return bytes;
    }
}
