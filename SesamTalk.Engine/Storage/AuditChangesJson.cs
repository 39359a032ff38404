using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage;

/// <summary>The changes of an entry of the audit as they are stored and sealed: a JSON array, or nothing where there are none.</summary>
public sealed class AuditChangesJson() : ValueConverter<ImmutableArray<AuditChange>, string>(changes => Write(changes), text => Read(text))
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The text.</summary>
    public static string Write(ImmutableArray<AuditChange> changes) => changes.IsDefaultOrEmpty ? "" : JsonSerializer.Serialize(changes, Options);

    private static ImmutableArray<AuditChange> Read(string text) => text.Length == 0 ? [] : JsonSerializer.Deserialize<ImmutableArray<AuditChange>>(text, Options);
}

/// <summary>Entries are never changed once they are stored.</summary>
internal sealed class SameAuditChanges() : ValueComparer<ImmutableArray<AuditChange>>((a, b) => a.Length == b.Length && a.SequenceEqual(b), changes => changes.Length, changes => changes);
