using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Slipway.Configuration;
using Slipway.Scoring;
using Slipway.Storage;

namespace Slipway.Web.Inbox;

/// <summary>Adds the scoring of files to a host.</summary>
public static class InboxServices
{
    /// <summary>Adds the handlers, and what scores the inbox while the host runs: for hosts without triggers.</summary>
    public static IServiceCollection AddSlipwayInbox(this IServiceCollection services, IWorkQueue queue) =>
        services.AddSlipwayScoring(queue).AddHostedService<InboxService>();

    /// <summary>
    /// Adds the handlers: <see cref="ScoreFile"/>, <see cref="InboxWatcher"/> and <see cref="ScoreRangeWorker"/>. The host may add a
    /// <see cref="FileScoringOptions"/>, an <see cref="InboxOptions"/>, and a <c>Func&lt;ScoredFile, CancellationToken, Task&gt;</c> that
    /// is called for each scored file. Options that it does not add come from its configuration, such as the variable
    /// <c>Slipway__Scoring__RangeBytes</c>.
    /// </summary>
    public static IServiceCollection AddSlipwayScoring(this IServiceCollection services, IWorkQueue queue)
    {
        services.TryAddSingleton(s => Checked(
            FileScoringOptions.SectionName, Section(s, FileScoringOptions.SectionName).Get<FileScoringOptions>() ?? new FileScoringOptions()));
        services.TryAddSingleton(s => Checked(InboxOptions.SectionName, Section(s, InboxOptions.SectionName).Get<InboxOptions>() ?? new InboxOptions()));
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
        return services;
    }

    /// <exception cref="OptionsValidationException">An option is out of range; all of them are named.</exception>
    private static T Checked<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(string section, T options)
        where T : class
    {
        var faults = OptionRules.FindFaults(options);
        return faults.Count == 0
            ? options
            : throw new OptionsValidationException(section, typeof(T), faults.Select(fault => $"{section}: {fault}"));
    }

    private static IConfigurationSection Section(IServiceProvider services, string name) =>
        services.GetRequiredService<IConfiguration>().GetSection(name);
}
