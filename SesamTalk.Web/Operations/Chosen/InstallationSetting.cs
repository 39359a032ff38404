using System.Globalization;

namespace SesamTalk.Web.Operations.Chosen;

/// <summary>What a change asks a person for before it is made.</summary>
public enum SettingCare
{
    /// <summary>Nothing: it can be undone at once.</summary>
    None,

    /// <summary>Less lets something go for good.</summary>
    WhenLess,

    /// <summary>More lets more happen without a person.</summary>
    WhenMore,
}

/// <summary>One number of the installation that an admin may choose on the settings page.</summary>
/// <param name="Key">Its name in the configuration; what stands there holds and cannot be chosen otherwise.</param>
/// <param name="Least">The least it may be.</param>
/// <param name="Most">The most it may be.</param>
/// <param name="Default">What it is where nobody chose.</param>
/// <param name="Care">What a change asks for.</param>
public sealed record InstallationSetting(string Key, double Least, double Most, double Default, SettingCare Care = SettingCare.None)
{
    /// <summary>The key without marks that ids and names of texts do not take.</summary>
    public string Name => Key.Replace(':', '-');

    /// <summary>The name under which the choice is stored, and which the audit names.</summary>
    public string Stored => InstallationSettings.Prefix + Key;

    /// <summary>A whole number within what is allowed; null where the text is none.</summary>
    public double? Read(string? text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= Least && value <= Most && double.IsInteger(value) ? value : null;

    /// <summary>Whether a person is asked before it becomes this.</summary>
    public bool AsksBefore(double now, double wished) => Care switch
    {
        SettingCare.None => false,
        SettingCare.WhenLess => wished < now,
        SettingCare.WhenMore => wished > now,
    };
}
