using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Slipway.Access;
using Slipway.Functions.Access;
using Slipway.Web.Access;

namespace Slipway.Functions.Tests.Access;

public sealed class FunctionIdentityTests
{
    [Fact]
    public void Find_InProduction_IsWhatTheHostAskedFor()
    {
        var context = new DefaultHttpContext();
        context.Features.Set(HostVerification.ToOperate);

        var caller = Identity("Production").Find(context)!;

        Assert.Equal(("platform:master-key", AccessRole.Operate), (caller.Actor, Assert.Single(caller.Roles)));
    }

    [Fact]
    public void Find_WhereNothingSaysWhatTheHostAskedFor_MayDoNothing()
    {
        Assert.Empty(Identity("Production").Find(new DefaultHttpContext())!.Roles);
    }

    [Fact]
    public void Find_OnADevelopersMachine_IsNobody()
    {
        var context = new DefaultHttpContext();
        context.Features.Set(HostVerification.ToOperate);

        Assert.Null(Identity("Development").Find(context));
    }

    private static FunctionIdentity Identity(string environment) =>
        new(new AppServiceIdentity(isTrusted: true, _ => null), new FixedEnvironment(environment));

    private sealed class FixedEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
