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

    /// <summary>What an exception says: ours in the reader's language, another one in its own words.</summary>
    public static object WordsOf(Exception trouble) => trouble is UnfitException ours ? ours.Why : Said.Short(trouble.Message);
}
