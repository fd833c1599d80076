using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Postscale.Server.Tests.Support;

/// <summary>Keeps every line of the log, with all that a formatter could write of it.</summary>
public sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<Line> _lines = new();
    private readonly ConcurrentDictionary<Wait, bool> _waits = new();
    private IExternalScopeProvider? _scopes;

    public IReadOnlyList<Line> Lines => [.. _lines];

    /// <summary>Ends when a line with a text has been written.</summary>
    public Task SeesAsync(string text)
    {
        var wait = new Wait(text);
        _waits[wait] = true;
        foreach (var line in _lines)
        {
            wait.See(line);
        }

        return wait.Seen.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    /// <summary>A line: its level, its message, its exception and the scopes around it.</summary>
    public sealed record Line(LogLevel Level, string Text, string? RequestId, string Everything);

    private sealed class Wait(string text)
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public void See(Line line)
        {
            if (line.Text.Contains(text, StringComparison.Ordinal))
            {
                _seen.TrySetResult();
            }
        }
    }

    private sealed class Writer(CapturedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            var everything = new List<string> { text, exception?.ToString() ?? "" };
            everything.AddRange((state as IEnumerable<KeyValuePair<string, object?>> ?? []).Select(p => $"{p.Key}={p.Value}"));
            string? requestId = null;
            log._scopes?.ForEachScope(
                (scope, lines) =>
                {
                    foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object>> ?? [])
                    {
                        lines.Add($"{name}={value}");
                        requestId = name == "request_id" ? value.ToString() : requestId;
                    }
                },
                everything);
            var line = new Line(logLevel, text, requestId, string.Join('\n', everything));
            log._lines.Enqueue(line);
            foreach (var wait in log._waits.Keys)
            {
                wait.See(line);
            }
        }
    }
}
