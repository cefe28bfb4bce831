using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slipway.Scoring;
using Slipway.Storage;

namespace Slipway.Web.Inbox;

/// <summary>Adds the watching of the inbox to a host.</summary>
public static class InboxServices
{
    /// <summary>
    /// Adds <see cref="ScoreFile"/> and what scores the inbox while the host runs. The host may add a <see cref="FileScoringOptions"/>, an
    /// <see cref="InboxOptions"/>, and a <c>Func&lt;ScoredFile, CancellationToken, Task&gt;</c> that is called for each scored file.
    /// </summary>
    public static IServiceCollection AddSlipwayInbox(this IServiceCollection services, IWorkQueue queue)
    {
        services.TryAddSingleton(new FileScoringOptions());
        services.TryAddSingleton(new InboxOptions());
        services.AddSingleton(queue);
        services.AddSingleton<ScoringModels>();
        services.AddSingleton(s => new ScoreFile(
            s.GetRequiredService<IObjectStore>(),
            s.GetRequiredService<IWorkQueue>(),
            s.GetRequiredService<ScoringModels>(),
            s.GetRequiredService<FileScoringOptions>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetService<Func<ScoredFile, CancellationToken, Task>>()));
        services.AddSingleton<InboxWatcher>();
        services.AddSingleton<ScoreRangeWorker>();
        services.AddHostedService<InboxService>();
        return services;
    }
}
