namespace Postscale.MailDns.Resolution.Transport;

/// <summary>A token that is cancelled after a time, or with the caller's token.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;

    private Deadline(TimeSpan after, TimeProvider time, CancellationToken caller)
    {
        _source = new CancellationTokenSource(after > TimeSpan.Zero ? after : TimeSpan.Zero, time);
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    public static Deadline Start(TimeSpan after, TimeProvider time, CancellationToken caller) => new(after, time, caller);

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
