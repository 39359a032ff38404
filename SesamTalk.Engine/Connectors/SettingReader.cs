using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Connectors;

/// <summary>Reads a system's settings and secrets; what cannot work becomes a <see cref="SettingsException"/> that names the setting.</summary>
internal sealed class SettingReader(ConnectedSystem system, ISecretProtector secrets)
{
    /// <summary>A text, or what stands for it when it is blank.</summary>
    public string Text(string name, string otherwise) =>
        system.Settings.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : otherwise;

    /// <summary>A text that must be there.</summary>
    public string Text(string name) => Text(name, "") is { Length: > 0 } text ? text : throw Wrong(name, "it is empty");

    /// <summary>A number between two limits.</summary>
    public double Number(string name, double otherwise, double least, double most)
    {
        var text = Text(name, "");
        if (text.Length == 0) return otherwise;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, $"it must be a number from {least} to {most}");
    }

    /// <summary>An address: https, or http on this machine only, since keys travel with every request.</summary>
    public Uri Address(string name) => Address(name, Text(name));

    /// <summary>The address that a text means; the name is for the message.</summary>
    public Uri Address(string name, string text) =>
        IsAddress(text, out var address)
            ? address
            : throw Wrong(name, "it must be an https address (http only on this machine), without a user name in it");

    /// <summary>Whether a text is such an address.</summary>
    public static bool IsAddress(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) && address.UserInfo.Length == 0;

    /// <summary>A secret that must be there.</summary>
    public string Secret(string name)
    {
        if (!system.ProtectedSecrets.TryGetValue(name, out var kept) || string.IsNullOrEmpty(kept)) throw Wrong(name, "this secret has not been given");
        return secrets.Reveal(kept) is { Length: > 0 } secret ? secret : throw Wrong(name, "this secret is empty");
    }

    /// <summary>The exception for a setting.</summary>
    public SettingsException Wrong(string name, Wording why) => Wrong(name, (Reason)why);

    /// <inheritdoc cref="Wrong(string, Wording)"/>
    public SettingsException Wrong(string name, Reason why) => new((Wording)$"The setting {name} of the system {system.Name} cannot work: {why}.");
}
