using System.Diagnostics.CodeAnalysis;

namespace SesamTalk.Engine.Connectors;

/// <summary>What came back from a system: the thing asked for, or why not. Never both.</summary>
public sealed class Answer<T>
    where T : class
{
    private Answer(T? value, ConnectorError? error) => (Value, Error) = (value, error);

    /// <summary>What was asked for; null when <see cref="Error"/> is set.</summary>
    public T? Value { get; }

    /// <summary>Why not; null when <see cref="Value"/> is set.</summary>
    public ConnectorError? Error { get; }

    /// <summary>An answer that holds what was asked for.</summary>
    public static implicit operator Answer<T>(T value) => new(value, null);

    /// <summary>An answer that says why not.</summary>
    public static implicit operator Answer<T>(ConnectorError error) => new(null, error);

    /// <summary>Whether the thing asked for is there.</summary>
    public bool Is([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ConnectorError? error)
    {
        (value, error) = (Value, Error);
        return value is not null;
    }
}
