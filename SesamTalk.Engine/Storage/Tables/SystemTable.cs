using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Engine.Storage.Tables;

internal sealed class SystemTable : IEntityTypeConfiguration<ConnectedSystem>
{
    public void Configure(EntityTypeBuilder<ConnectedSystem> builder)
    {
        builder.HasKey(system => system.Id);
        builder.Property(system => system.Settings).HasConversion(new TextsJson(), new SameTexts());
        builder.Property(system => system.ProtectedSecrets).HasConversion(new TextsJson(), new SameTexts());
    }

    private static string Write(ImmutableDictionary<string, string> texts) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(texts, StringComparer.Ordinal));

    /// <summary>Texts by name, as they are stored.</summary>
    internal static ImmutableDictionary<string, string> Read(string json) =>
        JsonSerializer.Deserialize<ImmutableDictionary<string, string>>(json) ?? ImmutableDictionary<string, string>.Empty;

    private sealed class TextsJson() : ValueConverter<ImmutableDictionary<string, string>, string>(texts => Write(texts), json => Read(json));

    private sealed class SameTexts() : ValueComparer<ImmutableDictionary<string, string>>(
        (one, other) => ReferenceEquals(one, other) || (one != null && other != null && Write(one) == Write(other)),
        texts => texts.Count,
        texts => texts);
}
