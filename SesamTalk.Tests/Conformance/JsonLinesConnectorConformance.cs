namespace SesamTalk.Tests.Conformance;

/// <summary>The file connector over JSON Lines.</summary>
public sealed class JsonLinesConnectorConformance : CommonConformance
{
    protected override Task<ConformanceSubject> OpenAsync(string folder) => Task.FromResult(FileSubject.Of(folder, "customers.jsonl", ""));
}
