using Microsoft.Extensions.Options;

namespace SesamTalk.Web.Operations.Chosen;

/// <summary>Options as they are at this moment, for whoever asks for them plainly: what is chosen acts without a restart.</summary>
internal sealed class LiveOptions<T>(IOptionsMonitor<T> monitor) : IOptions<T>
    where T : class
{
    public T Value => monitor.CurrentValue;
}
