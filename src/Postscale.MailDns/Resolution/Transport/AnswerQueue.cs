using System.Collections.Concurrent;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>
/// Ended queries whose askers are to go on. Whoever read their answers lets them go on himself, one after the other: handing
/// each to another thread costs more than the rest of an answer. Askers may do what they like, even block; then any other
/// thread that reads empties the queue, and where there is none, the timer brings one.
/// </summary>
/// <param name="watch">Sees to it that <see cref="CallHelp"/> is called.</param>
internal sealed class AnswerQueue(Action watch) : IThreadPoolWorkItem
{
    [ThreadStatic]
    private static AnswerQueue? s_emptying;

    private readonly ConcurrentQueue<PendingQuery> _ended = new();

    public void Add(PendingQuery query) => _ended.Enqueue(query);

    public void Execute()
    {
        if (_ended.IsEmpty)
        {
            return;
        }

        // An asker that goes on here asks the next question, whose socket may have answers already: those are for the loop below
        // on this very stack, or it would grow with each.
        watch();
        if (s_emptying is not null)
        {
            if (s_emptying != this)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            return;
        }

        s_emptying = this;
        try
        {
            while (_ended.TryDequeue(out var query))
            {
                query.GoOn();
            }
        }
        finally
        {
            s_emptying = null;
        }
    }

    /// <summary>Brings another thread if something waits; tells whether it does.</summary>
    public bool CallHelp() => !_ended.IsEmpty && ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
}
