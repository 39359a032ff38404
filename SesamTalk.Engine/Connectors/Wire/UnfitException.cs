using System.Text.Json;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>Something that was read does not fit what is declared of it, without its value. Its connector makes an answer of it.</summary>
internal sealed class UnfitException : FormatException
{
    /// <summary>With a sentence as it is written there.</summary>
    public UnfitException(Wording why, Exception? inner = null) : this((Reason)why, inner)
    {
    }

    private UnfitException(Reason why, Exception? inner) : base(why.ToString(), inner) => Why = why;

    /// <summary>What does not fit, for a reader.</summary>
    public Reason Why { get; }

    /// <summary>What an exception says: ours in the reader's language, and where a text is no JSON; another one in its own words.</summary>
    public static object WordsOf(Exception trouble) => WhyOf(trouble);

    /// <summary>The same as a reason.</summary>
    public static Reason WhyOf(Exception trouble) => trouble switch
    {
        UnfitException ours => ours.Why,
        UnfitJsonException ours => ours.Why,
        JsonException { LineNumber: { } line, BytePositionInLine: { } place } => (Wording)$"it is no JSON from line {line + 1}, place {place + 1}",
        _ => Reason.InOwnWords(Said.Short(trouble.Message).TrimEnd('.')),
    };
}

/// <summary>The same, where JSON is read.</summary>
internal sealed class UnfitJsonException : JsonException
{
    /// <summary>With a sentence as it is written there.</summary>
    public UnfitJsonException(Wording why, Exception? inner = null) : this((Reason)why, inner)
    {
    }

    private UnfitJsonException(Reason why, Exception? inner) : base(why.ToString(), inner) => Why = why;

    /// <inheritdoc cref="UnfitException.Why"/>
    public Reason Why { get; }
}
