using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SesamTalk.Engine.Simulation;

/// <summary>Everything the engine logs, kept to be looked through: for mistakes, and for values that must not be in a log.</summary>
internal sealed class Said : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>The lines.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The last mistake that the engine told of, with its trace; it is forgotten by asking.</summary>
    public string? Mistake { get; set; }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue(formatter(state, exception));
        if (logLevel >= LogLevel.Error) Mistake = exception?.ToString() ?? formatter(state, exception);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
