namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>A request as a connector means it, before sign-in; can be sent more than once where that is safe.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Address">The whole address.</param>
internal sealed record WireRequest(HttpMethod Method, Uri Address)
{
    /// <summary>The body; null where there is none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Headers of its own, besides the sign-in's.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Changes something in the system, so that it is never sent again once it may have arrived.</summary>
    public bool IsWrite { get; init; }

    /// <summary>A refused sign-in or right comes back as the answer it is, for who wants to tell them apart.</summary>
    public bool KeepsRefusals { get; init; }

    /// <summary>A fresh message of it.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Address);
        foreach (var (name, value) in Headers) message.Headers.TryAddWithoutValidation(name, value);
        if (Body is null) return message;
        message.Content = new ByteArrayContent(Body);
        message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return message;
    }
}
