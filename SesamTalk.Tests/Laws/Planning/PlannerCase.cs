using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Sync;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Laws.Planning;

/// <summary>
/// One case of the planner: an agreed state of two systems, perturbed once on each side, and brought to agree again. All that
/// people do is drawn beforehand, so that the same can be done with the sides swapped.
/// </summary>
internal sealed class PlannerCase(PlannerRules rules, int seed, bool isTurned = false, SafetyPieces? pieces = null)
{
    /// <summary>More plans than this mean that there is no end.</summary>
    private const int MostRounds = 4;

    private readonly Pretended _world = new(rules, seed, pieces ?? SafetyPieces.All);
    private readonly Random _random = new(seed);

    /// <summary>Runs the case; what was broken, or null.</summary>
    public string? Run()
    {
        foreach (var side in new[] { Side.A, Side.B }.SelectMany(side => Enumerable.Repeat(side, _random.Next(3)))) _world.Add(Here(side), Given(side), At());
        if (_world.Settle(new Random(seed), MostRounds) < 0) return "the first meeting does not come to rest";
        var (agreed, linked) = (_world.Records.ToDictionary(), _world.Links.Keys.Where(link => !_world.Conflicts.Values.Any(conflict => conflict.LinkId == link)).ToHashSet());
        foreach (var side in new[] { Side.A, Side.B }) Perturb(side);
        var perturbed = _world.Records.ToDictionary();
        if (_world.Settle(new Random(seed + 1), MostRounds) < 0) return "it does not come to rest";
        return _world.Wrong.FirstOrDefault() ?? OneToOne() ?? Vanished(agreed, perturbed) ?? Lost(agreed, perturbed, linked) ?? Differs() ?? ConflictsTwice();
    }

    /// <summary>What the case ended in, by values alone and from the unturned point of view.</summary>
    public string End()
    {
        var links = _world.Links.Values.Select(link => $"{link.State} {link.AsksPerson} {Text(_world.Of(link, Here(Side.A)))} = {Text(_world.Of(link, Here(Side.B)))} {string.Join(',', Open(link).Select(c => c.Subject).Order(StringComparer.Ordinal))}");
        var linked = _world.Links.Values.SelectMany(link => new[] { (Side.A, link.A), (Side.B, link.B) }).ToHashSet();
        var alone = _world.Records.Where(r => !linked.Contains(r.Key)).Select(r => $"{Here(r.Key.Side)} alone {Text(r.Value.Record)}");
        return string.Join('\n', links.Concat(alone).Order(StringComparer.Ordinal));
    }

    private Side Here(Side side) => isTurned ? side.Other() : side;

    private void Perturb(Side side)
    {
        // Told apart by what people gave them and not by ids: those depend on which side comes first.
        foreach (var (id, record) in _world.On(Here(side)).OrderBy(r => Standing(side, r.Id), StringComparer.Ordinal).ToList())
        {
            var (what, values, at) = (_random.Next(8), Given(side), At());
            var path = _random.Pick(Paths(side));
            if (what == 0) _world.Records.Remove((Here(side), id));
            else if (what < 5) _world.Put(Here(side), id, record.With([KeyValuePair.Create(path, values[path])]), at);
        }

        if (_random.Next(3) == 0) _world.Add(Here(side), Given(side), At());
    }

    private string Standing(Side side, RecordId id)
    {
        var link = _world.Links.Values.FirstOrDefault(link => link.On(Here(side)) == id);
        var across = link is null ? null : _world.Records.GetValueOrDefault((Here(side.Other()), link.On(Here(side.Other()))));
        var own = _world.Records[(Here(side), id)];
        return $"{Text(own.Record)} {own.At:O} {Text(across?.Record)} {across?.At:O} {link?.State} {(link is null ? 0 : Open(link).Count())}";
    }

    // The paths of a side pairwise with those of the other, so that a turned case draws the same.
    private static string[] Paths(Side side) => side == Side.A ? ["Name", "Email", "City", "Count", "Place"] : ["Label", "Mail", "Town", "Number", "Nick"];

    private Record Given(Side side)
    {
        var paths = Paths(side);
        var schema = rules.Rules.Ready.On(Here(side)).Schema;
        var number = _random.Next(5) == 0 ? null : (object)(long)_random.Next(3);
        object?[] values = [Word("n"), Word("m@x"), Word("c"), side == Side.A ? number : number?.ToString(), Word("e")];
        return Record.Of(schema, null, paths.Zip(values, KeyValuePair.Create));
    }

    private string? Word(string stem) => _random.Next(8) switch { 0 => null, 1 => "", var at => $"{stem}{at % 3}" };

    private DateTimeOffset At() => DateTimeOffset.UnixEpoch.AddMinutes(_random.Next(1000));

    private string? OneToOne() => new[] { Side.A, Side.B }.SelectMany(side => _world.Links.Values.GroupBy(link => link.On(side))).FirstOrDefault(same => same.Count() > 1) is { } twice ? $"{twice.Key} has {twice.Count()} links" : null;

    // A record goes only where its partner went first, the rule says so, and nobody has edited it since.
    private string? Vanished(Dictionary<(Side, RecordId), Change> agreed, Dictionary<(Side, RecordId), Change> perturbed)
    {
        foreach (var (side, id, linkId) in _world.Removed)
        {
            var link = _world.Links[linkId];
            if (perturbed.ContainsKey((side.Other(), link.On(side.Other())))) return $"{side} {id} was deleted, and {link.On(side.Other())} was there";
            if (rules.Rules.Pair.From(side.Other()).Deletes != DeleteRule.CarryOut) return $"{side} {id} was deleted although the rule is {rules.Rules.Pair.From(side.Other()).Deletes}";
            if (rules.Rules.WatchedOn(side).Any(path => Edit(agreed, perturbed, side, id, path) is not null)) return $"{side} {id} was deleted with an edit that had not been carried across";
        }

        return perturbed.Keys.FirstOrDefault(key => !_world.Records.ContainsKey(key) && !_world.Removed.Any(r => (r.Side, r.Id) == key)) is { Item2.Text: not null } gone ? $"{gone} has vanished" : null;
    }

    // An edit of one side stands on both; where both were edited, one of them stands, or both wait for a person.
    private string? Lost(Dictionary<(Side, RecordId), Change> agreed, Dictionary<(Side, RecordId), Change> perturbed, HashSet<Guid> linked)
    {
        foreach (var link in _world.Links.Values.Where(link => link.State is Population.InSync or Population.Conflict && linked.Contains(link.Id)))
        {
            foreach (var row in Strict())
            {
                var (a, b) = (Edit(agreed, perturbed, Side.A, link.A, row.A.Path), Edit(agreed, perturbed, Side.B, link.B, row.B.Path));
                if (a is not null && b is not null && rules.Rules.Policies.OfGroup(row.Rule.Id) == ConflictPolicy.AskPerson && !(Stands(Side.A, link.A, row.A.Path, a) && Stands(Side.B, link.B, row.B.Path, b)))
                    return $"{a} of A {link.A} or {b} of B {link.B} is lost, and nobody was asked about {row.Rule.Id}";
                if (Overruled(link, row)) continue;
                if (a is { } inA && b is null && !Stands(Side.A, link.A, row.A.Path, inA)) return $"{row.A.Path} = {inA} of A {link.A} is lost";
                if (b is { } inB && a is null && !Stands(Side.B, link.B, row.B.Path, inB)) return $"{row.B.Path} = {inB} of B {link.B} is lost";
            }
        }

        return null;
    }

    private static object? Edit(Dictionary<(Side, RecordId), Change> agreed, Dictionary<(Side, RecordId), Change> perturbed, Side side, RecordId id, string path) =>
        perturbed.TryGetValue((side, id), out var now) && agreed.TryGetValue((side, id), out var then) && !Values.Same(now.Record![path], then.Record![path]) && !Values.IsBlank(now.Record[path]) ? now.Record[path] : null;

    // A rule, chosen for it, decided against a value; that is kept, with the value.
    private bool Overruled(Link link, MappedRow row) => _world.Conflicts.Values.Any(conflict => conflict.LinkId == link.Id && conflict.Subject == row.Rule.Id && conflict.Overruled is not null);

    private bool Stands(Side side, RecordId id, string path, object value) => Values.Agree(_world.Records[(side, id)].Record![path], value);

    /// <summary>Rows of one path to one path that carry both ways and clear what was cleared.</summary>
    private IEnumerable<MappedRow> Strict() => rules.Rules.Mapper.Groups.Where(group => group.Rows.Length == 1).Select(group => rules.Rules.Mapper.Rows[group.Rows[0]])
        .Where(row => row.Rule is { Flow: RuleFlow.Both, BlankToA: BlankRule.Clear, BlankToB: BlankRule.Clear });

    // What counts as in sync says the same, unless a rule keeps a side as it is.
    private string? Differs()
    {
        // "Fill blanks only" leaves to each what both had when they met.
        if (rules.FirstMeeting == ConflictPolicy.KeepFilled) return null;
        var strict = Strict().Select(row => row.Rule.Id).ToHashSet();
        foreach (var link in _world.Links.Values.Where(link => link.State == Population.InSync))
        {
            if (_world.Of(link, Side.A) is not { } a || _world.Of(link, Side.B) is not { } b) return $"{link.A} = {link.B} counts as in sync, and one is gone";
            var merged = rules.Merger.Merge(new MergeInput(a, b, null, null, null, null));
            if (merged.Groups.FirstOrDefault(g => strict.Contains(g.Group.Key) && g.Outcome is not GroupOutcome.Agreed) is { Group: not null } differs) return $"{link.A} = {link.B} counts as in sync, and {differs.Group.Key} differs: {Text(a)} against {Text(b)}";
            if (Open(link).Any()) return $"{link.A} = {link.B} counts as in sync, and has an open conflict";
        }

        return null;
    }

    private string? ConflictsTwice() =>
        _world.Links.Values.FirstOrDefault(link => Open(link).GroupBy(c => c.Subject).Any(same => same.Count() > 1)) is { } twice ? $"{twice.A} = {twice.B} has two open conflicts about one property"
        : _world.Links.Values.FirstOrDefault(link => link.State == Population.Conflict && !Open(link).Any()) is { } none ? $"{none.A} = {none.B} counts as a conflict, and none is open" : null;

    private IEnumerable<OpenConflict> Open(Link link) => _world.Conflicts.Values.Where(conflict => conflict.LinkId == link.Id && conflict.SettledAt is null);

    // A cleared value is null or empty, whichever the system likes; both are blank.
    private static string Text(Record? record) => record is null ? "gone" : string.Join(' ', record.Schema.Properties.Where(p => !p.IsKey && p.Path != "Ref").Select(p => $"{p.Path}={(Values.IsBlank(record[p.Path]) ? "-" : record[p.Path])}"));
}
