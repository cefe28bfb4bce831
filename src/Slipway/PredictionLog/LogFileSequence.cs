using Slipway.Storage;

namespace Slipway.PredictionLog;

/// <summary>The object that a process appends to next, for each log and hour. Not safe to use from several threads.</summary>
internal sealed class LogFileSequence(string instance, int maxAppendsPerObject)
{
    private const int MaxKeys = 1024;

    private readonly Dictionary<LogKey, int> _appends = [];

    /// <summary>The object for one more append. An append that failed counts too, as it may have arrived.</summary>
    public ObjectPath Next(LogKey key)
    {
        if (_appends.Count >= MaxKeys)
        {
            ForgetBefore(key.Hour.AddHours(-1));
        }

        int before = _appends.GetValueOrDefault(key);
        _appends[key] = before + 1;
        return LogPaths.Object(key, instance, 1 + (before / maxAppendsPerObject));
    }

    private void ForgetBefore(DateTime hour)
    {
        foreach (var key in _appends.Keys.Where(k => k.Hour < hour).ToList())
        {
            _appends.Remove(key);
        }
    }
}
