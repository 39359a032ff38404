namespace SesamTalk.Engine.Storage;

/// <summary>Another process owns the data folder and takes no work; nothing was read or changed.</summary>
public sealed class FolderInUseException(string folder, FolderOwner? owner) : Exception(
    $"The data folder {folder} is in use by {(owner is null ? "another process" : $"process {owner.ProcessId}")}{(owner?.Address is { } address ? $" at {address}" : "")}. Nothing was done. Wait for it to end, stop it, or name another folder with --data.");
