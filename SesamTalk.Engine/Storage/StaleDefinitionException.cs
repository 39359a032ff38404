namespace SesamTalk.Engine.Storage;

/// <summary>Somebody saved the dataflow in between; nothing was stored.</summary>
public sealed class StaleDefinitionException(string dataflowId, int edited, int? stored) : Exception(
    $"{dataflowId} was changed by somebody else: you edited version {edited}, and {(stored is null ? "none is stored" : $"version {stored} is stored")}. Nothing was saved. Load it again and repeat your change.")
{
    /// <summary>The dataflow.</summary>
    public string DataflowId { get; } = dataflowId;

    /// <summary>The version that was edited.</summary>
    public int Edited { get; } = edited;

    /// <summary>The version that is stored; null where there is none.</summary>
    public int? Stored { get; } = stored;
}
