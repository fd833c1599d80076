using System.Collections.Concurrent;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Tests.Support;

/// <summary>Holds look-ups back for as long as a gate is closed.</summary>
public sealed class GatedResolver(IDnsResolver inner) : IDnsResolver
{
    private readonly ConcurrentDictionary<ClosedGate, bool> _gates = new();

    /// <summary>Holds every look-up that begins from now on.</summary>
    /// <param name="which">Which names; all when it is left out.</param>
    public ClosedGate Close(Func<DnsName, bool>? which = null)
    {
        var gate = new ClosedGate(this, which ?? (_ => true));
        _gates[gate] = true;
        return gate;
    }

    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        foreach (var gate in _gates.Keys.Where(g => g.Which(name)))
        {
            await gate.PassAsync(cancellationToken);
        }

        return await inner.ResolveAsync(name, type, cancellationToken);
    }

    /// <summary>A closed gate; it opens on dispose.</summary>
    public sealed class ClosedGate(GatedResolver owner, Func<DnsName, bool> which) : IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<DnsName, bool> Which { get; } = which;

        /// <summary>Ends when the first look-up waits at the gate.</summary>
        public Task ReachedAsync() => _reached.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        public Task PassAsync(CancellationToken cancellationToken)
        {
            _reached.TrySetResult();
            return _open.Task.WaitAsync(cancellationToken);
        }

        public void Dispose()
        {
            owner._gates.TryRemove(this, out _);
            _open.TrySetResult();
        }
    }
}
