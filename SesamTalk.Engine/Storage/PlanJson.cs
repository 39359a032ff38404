using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage;

/// <summary>What a stored plan says, as JSON.</summary>
internal sealed class PlanJson() : ValueConverter<PlanBody, string>(body => JsonSerializer.Serialize(body, Options), json => JsonSerializer.Deserialize<PlanBody>(json, Options)!)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };
}
