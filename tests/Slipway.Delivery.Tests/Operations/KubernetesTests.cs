using System.Globalization;
using System.Net;
using Slipway.Delivery.Tests.Workflows;
using Slipway.Scoring;
using Slipway.Storage;
using Slipway.Web;
using YamlDotNet.RepresentationModel;

namespace Slipway.Delivery.Tests.Operations;

/// <summary>That the manifests fit together, and name only ports, variables, paths and queues that the server has.</summary>
public sealed class KubernetesTests
{
    private static readonly IReadOnlyList<(string File, YamlNode Object)> Objects =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("templates/ops/kubernetes"), "*.yaml").Order(StringComparer.Ordinal)
            .SelectMany(file => Yaml.LoadAll(file).Select(o => (Path.GetFileName(file), o))),
    ];

    private static IEnumerable<(string File, YamlNode Workload)> Workloads =>
        Objects.Where(o => o.Object.Find("spec", "template") is not null).Select(o => (o.File, o.Object));

    [Fact]
    public void Objects_HaveAKindAndAName()
    {
        Assert.NotEmpty(Objects);
        Assert.All(Objects, o => Assert.True(
            o.Object.Text("apiVersion") is not null && o.Object.Text("kind") is not null && o.Object.Text("metadata", "name") is not null, o.File));
        Assert.All(Objects.GroupBy(o => (o.File, o.Object.Text("kind"), o.Object.Text("metadata", "name"))), same => Assert.Single(same));
    }

    [Fact]
    public void Containers_HaveThePortAndVariablesOfTheServer()
    {
        foreach (var (file, container) in Workloads.SelectMany(w => ContainersOf(w.Workload).Select(c => (w.File, c))))
        {
            Assert.Equal("serve", container.Items("args").Select(a => ((YamlScalarNode)a).Value).First());
            Assert.Equal(SlipwayWebOptions.DefaultPort.ToString(CultureInfo.InvariantCulture), container.Items("ports").Single().Text("containerPort"));
            Assert.All(container.Items("env"), variable => Assert.True(
                ServerOptions.FindFault(variable.Text("name")!) is null, $"{file}: {ServerOptions.FindFault(variable.Text("name")!)}"));
            var options = container.Items("env").ToDictionary(e => e.Text("name")!, e => e.Text("value"));
            Assert.Equal("true", options["Slipway__Web__RequireKeys"]);
        }
    }

    [Fact]
    public void Pods_AreRestrictedAndBounded()
    {
        foreach (var (file, workload) in Workloads)
        {
            var pod = workload.Find("spec", "template", "spec")!;
            Assert.True(pod.Text("securityContext", "runAsNonRoot") == "true", file);
            Assert.Equal("RuntimeDefault", pod.Text("securityContext", "seccompProfile", "type"));
            Assert.All(ContainersOf(workload), container =>
            {
                Assert.Equal("true", container.Text("securityContext", "readOnlyRootFilesystem"));
                Assert.Equal("false", container.Text("securityContext", "allowPrivilegeEscalation"));
                Assert.NotNull(container.Text("resources", "requests", "cpu"));
                Assert.NotNull(container.Text("resources", "limits", "memory"));
            });

            // The pod is not ended before the server has drained.
            var limits = new SlipwayWebOptions().Limits;
            int grace = int.Parse(pod.Text("terminationGracePeriodSeconds")!, CultureInfo.InvariantCulture);
            Assert.True(grace > (limits.DrainDelay + limits.DrainTimeout).TotalSeconds, file);
        }
    }

    [Fact]
    public async Task Probes_AskWhatTheServerAnswers()
    {
        using var folder = new TemporaryFolder();
        var built = await SlipwayServer.BuildAsync(
            new FolderObjectStore(folder["store"], TimeProvider.System), new SlipwayWebOptions { Port = 0, RunJobs = false, RequireKeys = true }, null, default);
        await using var server = built.Value;
        await server.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        foreach (var (file, container) in Workloads.SelectMany(w => ContainersOf(w.Workload).Select(c => (w.File, c))))
        {
            Assert.NotNull(container.Find("livenessProbe"));
            foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" }.Select(name => container.Find(name, "httpGet")).OfType<YamlNode>())
            {
                using var answer = await client.GetAsync(probe.Text("path"));
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{file}: {probe.Text("path")}");
                Assert.Contains(container.Items("ports"), port => port.Text("name") == probe.Text("port"));
            }
        }

        await server.StopAsync();
    }

    [Fact]
    public void References_LeadToWhatIsThere()
    {
        foreach (var (file, workload) in Workloads)
        {
            var labels = workload.Entries("spec", "template", "metadata", "labels").Select(Pair).ToHashSet();
            Assert.Subset(labels, workload.Entries("spec", "selector", "matchLabels").Select(Pair).ToHashSet());

            var volumes = workload.Items("spec", "template", "spec", "volumes").Select(v => v.Text("name"))
                .Concat(workload.Items("spec", "volumeClaimTemplates").Select(v => v.Text("metadata", "name"))).ToHashSet();
            Assert.Equal(volumes, ContainersOf(workload).SelectMany(c => c.Items("volumeMounts")).Select(m => m.Text("name")).ToHashSet());
            if (workload.Text("spec", "template", "spec", "serviceAccountName") is { } account)
            {
                Assert.Contains(Objects, o => o.Object.Text("kind") == "ServiceAccount" && o.Object.Text("metadata", "name") == account);
            }

            Assert.NotEmpty(file);
        }

        foreach (var (file, service) in Objects.Where(o => o.Object.Text("kind") == "Service"))
        {
            var selected = service.Entries("spec", "selector").Select(Pair).ToHashSet();
            Assert.Contains(Workloads, w => w.File == file
                && selected.IsSubsetOf(w.Workload.Entries("spec", "template", "metadata", "labels").Select(Pair))
                && ContainersOf(w.Workload).Any(c => c.Items("ports").Any(p => p.Text("name") == service.Items("spec", "ports").Single().Text("targetPort"))));
        }

        foreach (var (file, scaler) in Objects.Where(o => o.Object.Find("spec", "scaleTargetRef") is not null))
        {
            Assert.Contains(Workloads, w => w.File == file && w.Workload.Text("metadata", "name") == scaler.Text("spec", "scaleTargetRef", "name"));
        }
    }

    [Fact]
    public void Workers_ScaleByTheQueueOfRanges()
    {
        // The name is internal to the product.
        string queue = (string)typeof(ScoreFile).Assembly.GetType("Slipway.Scoring.ScoreMessages")!.GetField("Queue")!.GetRawConstantValue()!;
        var trigger = Objects.Single(o => o.Object.Text("kind") == "ScaledObject").Object.Items("spec", "triggers").Single();

        Assert.Equal(queue, trigger.Text("metadata", "queueName"));
        Assert.Contains(Objects, o => o.Object.Text("kind") == "TriggerAuthentication"
            && o.Object.Text("metadata", "name") == trigger.Text("authenticationRef", "name"));
    }

    private static IEnumerable<YamlNode> ContainersOf(YamlNode workload) => workload.Items("spec", "template", "spec", "containers");

    private static (string, string?) Pair(KeyValuePair<string, YamlNode> entry) => (entry.Key, ((YamlScalarNode)entry.Value).Value);
}
