namespace SesamTalk.Web.Operations.Chosen;

/// <summary>What was chosen on the settings page, as the lowest layer of the configuration: a file, a variable or an argument that says the same thing wins over it.</summary>
public sealed class ChosenConfiguration : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Puts these choices in place of all earlier ones; who reads the configuration is told where something is new.</summary>
    public void Take(IReadOnlyDictionary<string, string> chosen)
    {
        if (Data.Count == chosen.Count && chosen.All(one => Data.TryGetValue(one.Key, out var now) && now == one.Value)) return;
        Data = chosen.ToDictionary(one => one.Key, string? (one) => one.Value, StringComparer.OrdinalIgnoreCase);
        OnReload();
    }
}
