using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Slipway.Access;
using Slipway.Functions.Access;
using Slipway.Functions.Tests.Worker;
using Slipway.Web.Access;

namespace Slipway.Functions.Tests.Serving;

public sealed partial class FunctionRoutesTests
{
    public static IEnumerable<object[]> Rows => RouteTable.Rows.Select(row => (object[])[row.Method, row.Pattern]);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Routes_OfEveryEndpoint_BelongToOneFunctionThatMayCallIt(string method, string pattern)
    {
        string path = Parameter().Replace(pattern, "wine");
        var access = RouteTable.Rows.Single(row => (row.Method, row.Pattern) == (method, pattern)).Access;

        foreach (string form in (string[])[path, path + "/", path.ToUpperInvariant()])
        {
            string asked = form.Replace("//", "/", StringComparison.Ordinal);
            string function = Assert.Single(FunctionRouting.FindAll(BuiltFunctions.All, method, asked));

            bool isAllowed = access.IsOpen || new Caller("", Verified(function).Roles).HasAny(access.Roles);
            Assert.True(isAllowed, $"{function} may not do {method} {form}.");
            Assert.Equal(access.IsProbe, function == "Health");
            Assert.True(access.Roles is not [AccessRole.Operate] || function == "Manage", $"{method} {form} is not Manage's.");
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nosuch")]
    [InlineData("/api/models/wine/predictx")]
    [InlineData("/x/api/models/wine/predict")]
    [InlineData("/v1x")]
    [InlineData("/health/live/x")]
    [InlineData("/x//health/live")]
    [InlineData("/api/models/wine/rollout/x")]
    public void Routes_OfOtherPaths_BelongToTheDashboard(string path)
    {
        Assert.Equal("Dashboard", FunctionRouting.Find(BuiltFunctions.All, "GET", new PathString(path)));
    }

    private static HostVerification Verified(string function) => function switch
    {
        "Health" => HostVerification.None,
        "Manage" => HostVerification.ToOperate,
        "Dashboard" => HostVerification.ToRead,
        _ => HostVerification.ToPredict,
    };

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
