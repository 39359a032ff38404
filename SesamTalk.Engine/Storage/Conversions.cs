using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Storage;

/// <summary>A record's id as its text.</summary>
internal sealed class RecordIdText() : ValueConverter<RecordId, string>(id => id.Text, text => new RecordId(text));

/// <summary>A moment as UTC ticks: exact on every database, and sorted by time.</summary>
internal sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>Values packed by <see cref="ValueCodec"/>.</summary>
internal sealed class PackedValues() : ValueConverter<ValueMap, byte[]>(map => ValueCodec.Pack(map), bytes => ValueCodec.UnpackMap(bytes));

/// <summary>A reason as the text that it is stored as.</summary>
internal sealed class StoredReason() : ValueConverter<Reason, string>(reason => reason.Stored, text => Reason.Read(text));

/// <summary>A list of texts as JSON, alike on both databases.</summary>
internal sealed class TextListJson() : ValueConverter<ImmutableArray<string>, string>(texts => TextList.Write(texts), json => TextList.Read(json));

/// <summary>A list of reasons as JSON of what each is stored as.</summary>
internal sealed class ReasonListJson() : ValueConverter<ImmutableArray<Reason>, string>(reasons => TextList.Write(reasons), json => TextList.ReadReasons(json));

/// <summary>Lists of reasons are the same when their reasons are.</summary>
internal sealed class SameReasonList() : ValueComparer<ImmutableArray<Reason>>((one, other) => one.SequenceEqual(other), reasons => reasons.Length, reasons => reasons);

/// <summary>Lists of texts are the same when their texts are.</summary>
internal sealed class SameTextList() : ValueComparer<ImmutableArray<string>>((one, other) => one.SequenceEqual(other), texts => texts.Length, texts => texts);
