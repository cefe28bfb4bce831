using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Access;
using Slipway.Web.Access;

namespace Slipway.Web.Tests.Access;

public sealed class AppServiceIdentityTests
{
    private const string Principal =
        """{"auth_typ":"aad","role_typ":"roles","claims":[{"typ":"preferred_username","val":"ada@example.org"},{"typ":"roles","val":"slipway.operate"},{"typ":"roles","val":"other"}]}""";

    private static readonly string Header = Convert.ToBase64String(Encoding.UTF8.GetBytes(Principal));

    [Fact]
    public void Find_WherePlatformVerifies_IsTheCallerWithRoles()
    {
        var caller = new AppServiceIdentity(true, _ => "True").Find(ContextWith(Header));

        Assert.Equal("platform:ada@example.org", caller?.Actor);
        Assert.Equal([AccessRole.Operate], caller?.Roles);
    }

    [Theory]
    [InlineData(false, "True")]
    [InlineData(true, "False")]
    [InlineData(true, null)]
    public void Find_WherePlatformDoesNotVerify_IsNobody(bool isTrusted, string? variable) =>
        Assert.Null(new AppServiceIdentity(isTrusted, _ => variable).Find(ContextWith(Header)));

    [Theory]
    [InlineData("not base64")]
    [InlineData("e30=")]
    [InlineData("W10=")]
    [InlineData("bnVsbA==")]
    [InlineData("eyJjbGFpbXMiOlt7fV19")]
    [InlineData("eyJjbGFpbXMiOltdfQ==")]
    public void Find_DamagedHeader_IsNobody(string header) =>
        Assert.Null(new AppServiceIdentity(true, _ => "true").Find(ContextWith(header)));

    [Fact]
    public async Task StandaloneServer_HeaderFromAClient_IsWorthNothing()
    {
        await using var server = await TestServer.StartAsync(_ => Task.CompletedTask, options => options.RequireKeys = true);
        server.Client.DefaultRequestHeaders.Add(AppServiceIdentity.Header, Header);

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync("/api/models")).StatusCode);
    }

    private static DefaultHttpContext ContextWith(string header)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers[AppServiceIdentity.Header] = header;
        return context;
    }
}
