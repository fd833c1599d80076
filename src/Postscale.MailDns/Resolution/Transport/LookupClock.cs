namespace Postscale.MailDns.Resolution.Transport;

/// <summary>The time of one look-up: how much went by, how much is left.</summary>
internal readonly struct LookupClock(TimeProvider time, TimeSpan total)
{
    private readonly long _started = time.GetTimestamp();

    public TimeProvider Time => time;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public TimeSpan Remaining => total - Elapsed;

    /// <summary>A wait as long as wished, but not past the end of the look-up.</summary>
    public Deadline Wait(TimeSpan wished, CancellationToken caller)
    {
        var remaining = Remaining;
        return Deadline.Start(wished < remaining ? wished : remaining, time, caller);
    }
}
