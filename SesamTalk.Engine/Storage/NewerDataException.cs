namespace SesamTalk.Engine.Storage;

/// <summary>The state was used by a newer version of the program than this one. Nothing of it was touched.</summary>
public sealed class NewerDataException(string what) : IOException($"The state was used by a newer version of SesamTalk ({what}), which this version cannot read without harm. Start that version again, or restore a backup that was made before the upgrade. Nothing was changed.");
