using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Simulation;

/// <summary>What people do in the systems: they insert, edit, clear, duplicate and delete, at any time.</summary>
internal sealed class Workload(World world)
{
    private readonly Invention _invention = new(world.Mix[Fault.OddValues] > 0);

    /// <summary>Where people can work.</summary>
    public IReadOnlyList<Spot> Spots { get; } = Spot.Of(world);

    /// <summary>Whether somebody may have been given the same key as somebody else.</summary>
    public bool HasDuplicates { get; private set; }

    /// <summary>What a system would notify somebody of: the spot and the record.</summary>
    public List<(Spot Spot, RecordId Id)> Events { get; } = [];

    /// <summary>Somebody adds a record.</summary>
    public void Insert(Random random) => Insert(random.Pick(Spots), [], random);

    /// <summary>The same record is added on both sides of a pair, each in its own words.</summary>
    public void InsertTwin(Random random)
    {
        var one = random.Pick(Spots);
        var other = Spots.First(spot => spot.Dataflow.Id == one.Dataflow.Id && spot.Pair.Id == one.Pair.Id && spot.Side != one.Side);
        if (one.Pair.Keys.IsEmpty) return;
        var keys = one.Pair.Keys[0].Parts.Select(part => (Part: part, Value: _invention.Value(Part(one, part), true, random))).ToList();
        foreach (var spot in new[] { one, other })
        {
            var own = keys.Select(key => (Part(spot, key.Part).Path, Value: ValueConverter.Shared.Convert(key.Value, Part(spot, key.Part).Type))).ToList();
            Insert(spot, [.. Values(spot, random).Where(v => !spot.KeyPaths.Contains(v.Key)), .. own.Select(key => KeyValuePair.Create(key.Path, key.Value))], random);
        }
    }

    /// <summary>Somebody adds a record that has the key of another.</summary>
    public void InsertDuplicate(Random random)
    {
        var spot = random.Pick(Spots);
        if (spot.Records.Count == 0 || spot.KeyPaths.Count == 0) return;
        var (path, twin) = (spot.KeyPaths.First(), random.Pick(spot.Records));
        HasDuplicates = true;
        Insert(spot, [.. Values(spot, random).Where(v => v.Key != path), KeyValuePair.Create(path, twin[path])], random);
    }

    /// <summary>Somebody edits a property of a record.</summary>
    public void Edit(Random random)
    {
        var spot = random.Pick(Spots);
        if (spot.Records.Count > 0 && spot.Properties.Count > 0) Edit(spot, random.Pick(spot.Records), random.Pick(spot.Properties), random);
    }

    /// <summary>Somebody clears a property.</summary>
    public void Clear(Random random)
    {
        var spot = random.Pick(Spots);
        if (spot.Properties.Count == 0) return;
        var property = random.Pick(spot.Properties);
        if (spot.Records.Count > 0 && !property.IsRequired) Put(spot, random.Pick(spot.Records), property.Path, null);
    }

    /// <summary>Both sides of a link are edited before the engine looks: the same property, often.</summary>
    public async Task EditBothAsync(Random random, bool sameValue)
    {
        var spot = random.Pick(Spots.Where(s => s.Side == Side.A).ToList());
        if (spot.Pair.Properties.IsEmpty || await PartnersAsync(spot, random) is not var (a, b, across)) return;
        var row = random.Pick(spot.Pair.Properties);
        if (Property(spot, row.A) is not { } left || Property(across, row.B) is not { } right || left.IsReference || left.Type != right.Type) return;
        var value = _invention.Value(left, spot.KeyPaths.Contains(left.Path), random);
        Put(spot, a, left.Path, value);
        Put(across, b, right.Path, sameValue ? value : _invention.Value(right, spot.KeyPaths.Contains(left.Path), random));
    }

    /// <summary>Somebody deletes a record.</summary>
    public void Delete(Random random)
    {
        var spot = random.Pick(Spots);
        if (spot.Records.Count > 0) Delete(spot, random.Pick(spot.Records));
    }

    /// <summary>One side of a link is deleted and the other one edited.</summary>
    public async Task DeleteAndEditAsync(Random random)
    {
        var spot = random.Pick(Spots.Where(s => s.Side == Side.A).ToList());
        if (await PartnersAsync(spot, random) is not var (a, b, across)) return;
        var (gone, kept) = random.Next(2) == 0 ? ((spot, a), (across, b)) : ((across, b), (spot, a));
        if (kept.Item1.Properties.Count > 0) Edit(kept.Item1, kept.Item2, random.Pick(kept.Item1.Properties), random);
        Delete(gone.Item1, gone.Item2);
    }

    /// <summary>Somebody imports a file that changes nearly everything.</summary>
    public void EditMany(Random random)
    {
        var spot = random.Pick(Spots);
        if (spot.Properties.Count == 0) return;
        var property = random.Pick(spot.Properties);
        foreach (var record in spot.Records.Where(_ => random.Next(10) > 0)) Edit(spot, record, property, random);
    }

    /// <summary>Somebody deletes nearly everything.</summary>
    public void DeleteMany(Random random)
    {
        var spot = random.Pick(Spots);
        foreach (var record in spot.Records.Where(_ => random.Next(10) > 0)) Delete(spot, record);
    }

    /// <summary>Somebody touches nearly everything without changing it: only the stamps move.</summary>
    public void TouchMany(Random random)
    {
        var spot = random.Pick(Spots);
        if (spot.Properties.Count == 0) return;
        var property = random.Pick(spot.Properties);
        foreach (var record in spot.Records.Where(_ => random.Next(10) > 0)) Put(spot, record, property.Path, record[property.Path]);
    }

    /// <summary>Somebody merges two records: one takes over a value of the other, which goes.</summary>
    public void Merge(Random random)
    {
        var spot = random.Pick(Spots);
        if (spot.Records.Count < 2) return;
        var (kept, gone) = (spot.Records[0], spot.Records[^1]);
        var property = spot.Properties.Count > 0 ? random.Pick(spot.Properties) : null;
        if (property is not null && !Records.Values.IsBlank(gone[property.Path])) Put(spot, kept, property.Path, gone[property.Path]);
        Delete(spot, gone);
    }

    /// <summary>Another program that joins the same systems: it puts back what the engine wrote last, or copies a record across by itself.</summary>
    public void Bot(Random random)
    {
        var last = Spots.Select(spot => (Spot: spot, Effect: spot.System.Effects.LastOrDefault(e => e.Write.Kind == WriteKind.Update && e.Write.Entity == spot.Entity.Name))).Where(s => s.Effect is not null).ToList();
        if (last.Count > 0 && random.Next(2) == 0) PutBack(random.Pick(last), random);
        else Copy(random);
    }

    private void PutBack((Spot Spot, Effect? Effect) last, Random random)
    {
        var paths = last.Effect!.Write.Values.Known().Select(v => v.Key).Where(path => last.Spot.Properties.Any(p => p.Path == path && !p.IsRequired)).ToList();
        if (paths.Count == 0 || last.Spot.System.Memory.Record(last.Spot.Entity.Name, last.Effect.Id) is not { } present) return;
        var path = random.Pick(paths);
        Put(last.Spot, present, path, last.Effect.Before![path]);
    }

    private void Copy(Random random)
    {
        var spot = random.Pick(Spots);
        var across = Spots.First(s => s.Dataflow.Id == spot.Dataflow.Id && s.Pair.Id == spot.Pair.Id && s.Side != spot.Side);
        if (spot.Records.Count == 0 || spot.Pair.Keys.IsEmpty) return;
        var (record, part) = (random.Pick(spot.Records), spot.Pair.Keys[0].Parts[0]);
        var (from, to) = (spot.Entity.Schema.Find(spot.Side == Side.A ? part.A : part.B)!.Path, across.Entity.Schema.Find(across.Side == Side.A ? part.A : part.B)!.Path);
        if (Records.Values.IsBlank(record[from])) return;
        HasDuplicates = true;
        Insert(across, [.. Values(across, random).Where(v => !across.KeyPaths.Contains(v.Key)), KeyValuePair.Create(to, record[from])], random);
    }

    private async Task<(Record A, Record B, Spot Across)?> PartnersAsync(Spot spot, Random random)
    {
        var links = new List<Matching.Link>();
        await foreach (var link in world.Memory.AllLinksAsync(spot.Dataflow.Id, spot.Pair.Id)) links.Add(link);
        if (links.Count == 0) return null;
        var chosen = random.Pick(links.OrderBy(link => link.Id).ToList());
        var across = Spots.First(s => s.Dataflow.Id == spot.Dataflow.Id && s.Pair.Id == spot.Pair.Id && s.Side == Side.B);
        var (a, b) = (spot.System.Memory.Record(spot.Entity.Name, chosen.A), across.System.Memory.Record(across.Entity.Name, chosen.B));
        return a is null || b is null ? null : (a, b, across);
    }

    private static SchemaProperty Part(Spot spot, Matching.KeyPart part) => ResolvedPath.Of(spot.Entity.Schema, spot.Side == Side.A ? part.A : part.B)!.Property;

    private static SchemaProperty? Property(Spot spot, string path) => spot.Properties.FirstOrDefault(p => p.Path == spot.Entity.Schema.Find(path)?.Path);

    private void Edit(Spot spot, Record record, SchemaProperty property, Random random)
    {
        if (property.IsReference) Put(spot, record, property.Path, Referred(spot, property, random));
        else Put(spot, record, property.Path, _invention.Value(property, spot.KeyPaths.Contains(property.Path), random));
    }

    private void Put(Spot spot, Record record, string path, object? value)
    {
        world.Trace.Add($"user edits {spot.System.Id} {spot.Entity.Name} {record.Id} {path} = {value ?? "null"}");
        spot.System.Memory.Edit(spot.Entity.Name, record.Id!.Value, path, value);
        Events.Add((spot, record.Id.Value));
    }

    private void Delete(Spot spot, Record record)
    {
        world.Trace.Add($"user deletes {spot.System.Id} {spot.Entity.Name} {record.Id}");
        spot.System.Memory.Delete(spot.Entity.Name, record.Id!.Value);
        Events.Add((spot, record.Id.Value));
    }

    private void Insert(Spot spot, IEnumerable<KeyValuePair<string, object?>> values, Random random)
    {
        var all = Values(spot, random).Concat(values).Where(v => spot.Entity.Schema.SlotOf(v.Key) >= 0).GroupBy(v => v.Key).Select(g => g.Last()).ToList();
        if (spot.Entity.Schema.Properties.Any(p => p is { IsRequired: true, IsKey: false } && all.All(v => v.Key != p.Path || Records.Values.IsBlank(v.Value)))) return;
        var id = spot.System.Memory.Insert(spot.Entity.Name, all);
        if (world.Mix[Fault.OddValues] > 0) world.Happened.Note(Fault.OddValues);
        world.Trace.Add($"user adds {spot.System.Id} {spot.Entity.Name} {id}: {string.Join(", ", all.Select(v => $"{v.Key}={v.Value ?? "null"}"))}");
    }

    private List<KeyValuePair<string, object?>> Values(Spot spot, Random random)
    {
        var values = new List<KeyValuePair<string, object?>>();
        foreach (var property in spot.Properties)
        {
            var isLeftOut = !property.IsRequired && random.Next(7) == 0;
            values.Add(KeyValuePair.Create(property.Path, isLeftOut ? null : property.IsReference ? Referred(spot, property, random) : _invention.Value(property, spot.KeyPaths.Contains(property.Path), random)));
        }

        foreach (var reference in spot.Belongs.Where(reference => reference.IsRequired || random.Next(3) > 0)) values.Add(KeyValuePair.Create(reference.Path, Referred(spot, reference, random)));
        foreach (var asked in spot.Asked.Where(_ => random.Next(4) > 0))
        {
            if (DependencyMeaning.Constant(spot.Entity.Schema, asked) is { } given) values.Add(given);
        }

        foreach (var filter in spot.Pair.On(spot.Side).Filters)
        {
            var value = filter.Value == DependencyMeaning.Filled ? KeyValuePair.Create(filter.Path, (object?)"t0") : DependencyMeaning.Constant(spot.Entity.Schema, filter);
            if (value is { } given) values.Add(given);
        }

        return values;
    }

    private static object? Referred(Spot spot, SchemaProperty property, Random random)
    {
        var others = property.References.SelectMany(entity => spot.System.Memory.Description.Find(entity) is null ? [] : spot.System.Memory.Records(entity)).ToList();
        if (others.Count == 0) return null;
        return ReferenceValue.Of(random.Pick(others).Id!.Value, property.Type);
    }
}
