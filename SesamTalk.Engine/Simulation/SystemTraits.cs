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
            if (world.Mix[Fault.ClockSkew] > 0) system.SetSkew(TimeSpan.FromSeconds(random.Next(-7200, 7200)));
            if (world.Mix[Fault.ClockSkew] > 0) system.Faults.Shows(Fault.ClockSkew);
            system.Memory.ReusesIds = world.Mix[Fault.IdReuse] > 0;
            var spots = Spot.Of(world).Where(spot => spot.System == system).ToList();
            system.Refusals = Refusals.Draw(world.Mix, spots.SelectMany(spot => spot.KeyPaths).ToHashSet());
            var left = Protected(world, system);
            Still(world, system, spots, left);
            Ignore(world, system, spots, left, at);
            Rewrite(world, system, random, left, at);
        }
    }

    private static void Rewrite(World world, SimulatedSystem system, Random random, HashSet<string> left, int at)
    {
        if (world.Mix[Fault.Rewrites] + world.Mix[Fault.Defaults] + world.Mix[Fault.BlanksAlike] == 0) return;
        var habit = new Habit(system.Faults, left, world.Mix[Fault.Rewrites] > 0 ? random.Next(5) : -1, world.Mix[Fault.Defaults] > 0 && at > 0, world.Mix[Fault.BlanksAlike] > 0);
        system.Memory.Rewrites = (_, record) => habit.Rewritten(record);
    }

    // The last property that is neither a key nor looked at by a filter: the last system of the seed never stores it.
    private static void Ignore(World world, SimulatedSystem system, List<Spot> spots, HashSet<string> left, int at)
    {
        if (world.Mix[Fault.Ignores] == 0 || at == 0) return;
        var ignored = spots.Select(spot => (spot.Entity.Name, spot.Properties.LastOrDefault(p => !left.Contains(p.Path) && p is { Type: PropertyType.Text, IsReference: false })?.Path)).ToHashSet();
        system.Memory.Ignores = (entity, path) =>
        {
            if (!ignored.Contains((entity, path))) return false;
            system.Faults.Shows(Fault.Ignores);
            return true;
        };
    }

    private static void Still(World world, SimulatedSystem system, List<Spot> spots, HashSet<string> left)
    {
        if (world.Mix[Fault.StillStamps] == 0) return;
        foreach (var spot in spots)
        {
            if (spot.Properties.LastOrDefault(p => !left.Contains(p.Path)) is { } still) system.StillPaths.TryAdd(spot.Entity.Name, still.Path);
        }
    }

    // Keys and what filters look at are left alone: a system that rewrites those matches nothing.
    private static HashSet<string> Protected(World world, SimulatedSystem system) =>
        [.. Spot.Of(world).Where(spot => spot.System == system).SelectMany(spot => spot.KeyPaths.Concat(spot.Pair.On(spot.Side).Filters.Select(f => f.Path))), "Ref"];

    private sealed record Habit(SystemFaults Faults, HashSet<string> Left, int Kind, bool FillsBlanks, bool ConfusesBlanks)
    {
        public Record Rewritten(Record record) => record.With(record.Schema.Properties
            .Where(p => !p.IsKey && !p.IsReference && !Left.Contains(p.Path)).Select(p => KeyValuePair.Create(p.Path, Value(record[p.Path], p.Type))));

        private object? Value(object? value, PropertyType type)
        {
            if (value is null or "" && type == PropertyType.Text && (FillsBlanks || (ConfusesBlanks && value is null)))
            {
                Faults.Shows(FillsBlanks ? Fault.Defaults : Fault.BlanksAlike);
                return FillsBlanks ? "standard" : "";
            }

            var made = Made(value);
            if (!Values.Same(made, value)) Faults.Shows(Fault.Rewrites);
            return made;
        }

        private object? Made(object? value) => (value, Kind) switch
        {
            (string text, 0) => text.Trim(),
            (string text, 1) => text.ToUpper(CultureInfo.InvariantCulture),
            (string text, 2) => text.Length > 8 ? text[..8] : text,
            (decimal number, 3) => decimal.Round(number, 1),
            (string text, 4) => text.Replace(" ", "", StringComparison.Ordinal),
            _ => value,
        };
    }
}
