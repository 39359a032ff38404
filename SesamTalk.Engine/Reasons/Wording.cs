using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace SesamTalk.Engine.Reasons;

/// <summary>
/// A sentence as it is written where the trouble is met, taken apart into its form and what it speaks of: <c>$"{host} does not
/// answer."</c> becomes the form <c>{0} does not answer.</c> and the host. The form is the key under which other languages say it
/// (<see cref="WordingsNb"/>); a form that none knows is said as it is. So what a system says in its own words may stand in a hole,
/// and never in the form.
/// </summary>
[InterpolatedStringHandler]
public readonly struct Wording
{
    private readonly StringBuilder _form;
    private readonly List<object?> _said;

    /// <summary>An empty form; the compiler makes it and fills it in.</summary>
    public Wording(int literalLength, int formattedCount) => (_form, _said) = (new StringBuilder(literalLength + (3 * formattedCount)), new List<object?>(formattedCount));

    /// <summary>Words of the form.</summary>
    public void AppendLiteral(string text) => _form.Append(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>What it speaks of; a reason among it is said in the reader's language too.</summary>
    public void AppendFormatted(object? value)
    {
        _form.Append(CultureInfo.InvariantCulture, $"{{{_said.Count}}}");
        _said.Add(value);
    }

    /// <summary>A number or a moment in a form of its own.</summary>
    public void AppendFormatted(IFormattable value, string format) => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>A sentence without holes.</summary>
    public static implicit operator Wording(string text)
    {
        var wording = new Wording(text.Length, 0);
        wording.AppendLiteral(text);
        return wording;
    }

    /// <summary>The reason that it is.</summary>
    public static implicit operator Reason(Wording wording) =>
        wording._form.Length == 0 ? Reason.None : Reason.Of(ReasonCodes.Worded, [wording._form.ToString(), .. wording._said]);
}
