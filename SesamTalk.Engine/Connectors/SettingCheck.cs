using System.Collections.Immutable;
using System.Globalization;

namespace SesamTalk.Engine.Connectors;

/// <summary>What is wrong with a setting as it was typed.</summary>
public enum SettingTrouble
{
    /// <summary>It is required and blank.</summary>
    Missing,

    /// <summary>It is no number, or outside its limits.</summary>
    NotANumber,

    /// <summary>It is no https address (http on this machine only), or holds a user name.</summary>
    NotAnAddress,

    /// <summary>It leads to an address of an inner network, which this installation does not allow.</summary>
    InnerAddress,

    /// <summary>It is none of the choices.</summary>
    NotAChoice,
}

/// <summary>A setting and what is wrong with it.</summary>
public sealed record SettingProblem(SettingField Field, SettingTrouble Trouble);

/// <summary>Looks a form over before it is stored. Pure; what only the connector can tell it says itself when it is opened.</summary>
public static class SettingCheck
{
    /// <summary>What is wrong, in the fields' order; empty where all is well.</summary>
    /// <param name="fields">The connector's fields.</param>
    /// <param name="settings">The settings by name.</param>
    /// <param name="secrets">The names of the secrets that are stored or given now.</param>
    /// <param name="isNamed">The installation names this host of an inner network.</param>
    public static ImmutableArray<SettingProblem> Problems(IReadOnlyCollection<SettingField> fields, IReadOnlyDictionary<string, string> settings, IReadOnlySet<string> secrets, Func<string, bool> isNamed)
    {
        var problems = ImmutableArray.CreateBuilder<SettingProblem>();
        foreach (var field in fields.Where(field => field.IsAsked(settings, fields)))
            if (Trouble(field, settings.GetValueOrDefault(field.Name, "").Trim(), secrets, isNamed) is { } trouble) problems.Add(new(field, trouble));
        return problems.ToImmutable();
    }

    private static SettingTrouble? Trouble(SettingField field, string text, IReadOnlySet<string> secrets, Func<string, bool> isNamed)
    {
        if (field.Kind == SettingKind.Secret) return field.IsRequired && !secrets.Contains(field.Name) ? SettingTrouble.Missing : null;
        if (text.Length == 0) return field.IsRequired && field.Usual.Length == 0 ? SettingTrouble.Missing : null;
        return field.Kind switch
        {
            SettingKind.Number => IsNumber(text, field) ? null : SettingTrouble.NotANumber,
            SettingKind.Choice => field.Choices.Contains(text) ? null : SettingTrouble.NotAChoice,
            SettingKind.Address => !SettingReader.IsAddress(text, out var address) ? SettingTrouble.NotAnAddress : InnerNetworks.IsInner(address) && !isNamed(address.DnsSafeHost) ? SettingTrouble.InnerAddress : null,
            SettingKind.Text or SettingKind.LongText or SettingKind.Secret => null,
        };
    }

    private static bool IsNumber(string text, SettingField field) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= field.Least && number <= field.Most;
}
