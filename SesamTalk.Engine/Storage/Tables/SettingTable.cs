using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SesamTalk.Engine.Storage.Tables;

/// <summary>One setting of the installation.</summary>
public sealed record StoredSetting
{
    /// <summary>The setting's name, dotted.</summary>
    public required string Key { get; init; }

    /// <summary>Its value.</summary>
    public required string Value { get; set; }
}

internal sealed class SettingTable : IEntityTypeConfiguration<StoredSetting>
{
    public void Configure(EntityTypeBuilder<StoredSetting> builder) => builder.HasKey(setting => setting.Key);
}
