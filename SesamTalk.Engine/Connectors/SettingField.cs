using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors;

/// <summary>What a setting of a system holds, and so how it is asked for.</summary>
public enum SettingKind
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>An address by <see cref="SettingReader.Address(string)"/>.</summary>
    Address,

    /// <summary>A number between two limits.</summary>
    Number,

    /// <summary>One of <see cref="SettingField.Choices"/>.</summary>
    Choice,

    /// <summary>Many lines of text; <see cref="SettingField.Choices"/> are ready-made ones.</summary>
    LongText,

    /// <summary>A secret: written, never shown again.</summary>
    Secret,
}

/// <summary>One setting or secret that a connector reads, so that a form can ask for it.</summary>
/// <param name="Name">Its name among the system's settings or secrets.</param>
/// <param name="Kind">What it holds.</param>
public sealed record SettingField(string Name, SettingKind Kind)
{
    /// <summary>What a manifest calls it; empty where its name has words of its own.</summary>
    public string Label { get; init; } = "";

    /// <summary>The connector does not open without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What stands for it when it is blank; empty where nothing does.</summary>
    public string Usual { get; init; } = "";

    /// <summary>The least that a number may be.</summary>
    public double Least { get; init; }

    /// <summary>The most that a number may be.</summary>
    public double Most { get; init; }

    /// <summary>The values to choose from.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The setting and the value of it with which alone this one is read; null where it always is.</summary>
    public (string Name, string Value)? When { get; init; }

    /// <summary>Whether these settings make the connector read it.</summary>
    public bool IsAsked(IReadOnlyDictionary<string, string> settings, IEnumerable<SettingField> all) =>
        When is not { } when || (settings.GetValueOrDefault(when.Name) is { Length: > 0 } given ? given : all.FirstOrDefault(field => field.Name == when.Name)?.Usual) == when.Value;

    internal static SettingField Number(string name, double usual, double least, double most) =>
        new(name, SettingKind.Number) { Usual = usual.ToString(System.Globalization.CultureInfo.InvariantCulture), Least = least, Most = most };

    internal static SettingField Secret(string name) => new(name, SettingKind.Secret) { IsRequired = true };
}
