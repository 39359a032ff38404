using System.Globalization;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>What systems of a seed are like for good: wrong clocks, habits of rewriting, defaults, ids given twice.</summary>
internal static class SystemTraits
{
    /// <summary>Gives the systems their traits.</summary>
    public static void Apply(World world)
    {
        foreach (var (system, at) in world.Systems.Values.Select((system, at) => (system, at)))
        {
            var random = Chance.Of(world.Seed, "traits", at);
            if (world.Mix[Fault.ClockSkew] > 0) system.Clock.Skew = TimeSpan.FromSeconds(random.Next(-7200, 7200));
            system.Memory.ReusesIds = world.Mix[Fault.IdReuse] > 0;
            if (world.Mix[Fault.Rewrites] == 0 && world.Mix[Fault.Defaults] == 0) continue;
            var habit = new Habit(Protected(world, system), world.Mix[Fault.Rewrites] > 0 ? random.Next(4) : -1, world.Mix[Fault.Defaults] > 0 && at > 0);
            system.Memory.Rewrites = (_, record) => habit.Rewritten(record);
        }
    }

    // Keys and what filters look at are left alone: a system that rewrites those matches nothing.
    private static HashSet<string> Protected(World world, SimulatedSystem system) =>
        [.. Spot.Of(world).Where(spot => spot.System == system).SelectMany(spot => spot.KeyPaths.Concat(spot.Pair.On(spot.Side).Filters.Select(f => f.Path))), "Ref"];

    private sealed record Habit(HashSet<string> Left, int Kind, bool FillsBlanks)
    {
        public Record Rewritten(Record record) => record.With(record.Schema.Properties
            .Where(p => !p.IsKey && !p.IsReference && !Left.Contains(p.Path)).Select(p => KeyValuePair.Create(p.Path, Value(record[p.Path], p.Type))));

        private object? Value(object? value, PropertyType type) => (value, Kind) switch
        {
            (null or "", _) when FillsBlanks && type == PropertyType.Text => "standard",
            (string text, 0) => text.Trim(),
            (string text, 1) => text.ToUpper(CultureInfo.InvariantCulture),
            (string text, 2) => text.Length > 8 ? text[..8] : text,
            (decimal number, 3) => decimal.Round(number, 1),
            _ => value,
        };
    }
}
