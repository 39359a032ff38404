using System.Collections.Immutable;
using System.Globalization;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists.Planted;

/// <summary>Plants bugs in mappings, connectors and systems, and asks whether verification fails exactly the lines that they are about.</summary>
public static class PlantedBugs
{
    /// <summary>The names of all bugs, in order.</summary>
    public static ImmutableArray<string> Names => [.. All.Select(bug => bug.Name)];

    /// <summary>Plants one bug and proves every line of the trial's checklist.</summary>
    public static async Task<PlantedResult> TryAsync(string name, CancellationToken cancellation = default)
    {
        var bug = All.Single(one => one.Name == name);
        await using var trial = await Trial.StartAsync(bug);
        var lines = await trial.LinesAsync();
        var report = await trial.ProveAsync(lines, cancellation);
        var failed = report.Lines.Where(line => line.Verdict == LineVerdict.Fail).Select(line => line.Line).ToHashSet();
        var blocked = report.Lines.Where(line => line.Verdict is LineVerdict.Blocked or LineVerdict.NotRelevant).Select(line => line.Line).ToHashSet();
        var wrong = lines.Where(line => !bug.Fails(line) && (failed.Contains(line) || (blocked.Contains(line) && !bug.Blocks(line)))).Select(line => Said(report, line));
        return new PlantedResult(name, bug.Where, lines.Count(line => bug.Fails(line) && failed.Contains(line)), lines.Count(line => !bug.Fails(line) && !failed.Contains(line)),
            [.. lines.Where(line => bug.Fails(line) && !failed.Contains(line)).Select(line => Said(report, line))], [.. wrong]);
    }

    private static string Said(ProofReport report, ChecklistLine line) => report.Lines.First(proof => proof.Line == line) is var proof ? $"{line.Id}: {proof.Verdict} {proof.Because}" : line.Id;

    internal static ImmutableArray<PlantedBug> All { get; } = [.. InMappings(), .. InConnectors(), .. InSystems()];

    private static IEnumerable<PlantedBug> InMappings()
    {
        yield return Mapped("a property is dropped", ButClear("address.city~city"), Rows("address.city~city", _ => null)) with { Blocks = Cleared("address.city~city") };
        yield return Mapped("two address lines are swapped", line => ButClear("address.line1~line1")(line) || ButClear("address.line2~line2")(line), dataflow => Customers(dataflow, pair => pair with
        {
            Properties = [.. pair.Properties.Select(row => row.Id switch { "address.line1~line1" => TrialFlow.Row("Address.Line1", "line2"), "address.line2~line2" => TrialFlow.Row("Address.Line2", "line1"), _ => row })],
        })) with { Blocks = line => Cleared("address.line1~line1")(line) || Cleared("address.line2~line2")(line) };
        yield return Mapped("a wrong conversion", Of("address.city~city", Side.A, LineCase.Create, LineCase.Update, LineCase.Special, LineCase.Longest), Rows("address.city~city", row => row with { TypeToB = "[\"upper\",\"_.\"]" })) with { Blocks = Cleared("address.city~city") };
        yield return Mapped("one direction of a property is dead", line => (ButClear("phone~phone")(line) && line.From == Side.A) || Of("phone~phone", Side.B, LineCase.EditedOnBoth)(line), Rows("phone~phone", row => row with { Flow = RuleFlow.ToA })) with { Blocks = Cleared("phone~phone") };
        yield return Mapped("the other direction of a property is dead", line => (ButClear("notes~notes")(line) && line.From == Side.B) || Of("notes~notes", Side.A, LineCase.EditedOnBoth)(line), Rows("notes~notes", row => row with { Flow = RuleFlow.ToB })) with { Blocks = Cleared("notes~notes") };
        yield return Mapped("nothing is created one way", line => line is { PairId: "contacts", Case: LineCase.Created, From: Side.A }, Pairs("contacts", pair => pair with { ToB = new Direction() })) with
        {
            Blocks = line => line is { PairId: "contacts", Case: LineCase.Create, From: Side.A } or { PairId: "orders", RowId: "contactid~customer" },
        };
        yield return Mapped("a record is created without the condition", line => line is { PairId: "leads", Case: LineCase.Condition }, Pairs("leads", pair => pair with { ToB = new Direction { Creation = CreationRule.Every } }));
        yield return Mapped("a record is created where none may be", line => line is { PairId: "leads", Case: LineCase.NotCreated, From: Side.B }, Pairs("leads", pair => pair with { ToA = new Direction { Creation = CreationRule.Every } }));
        yield return Mapped("a merge key is lost", line => line is { PairId: "customers", Case: LineCase.LinkedByKey, Key: 1 }, dataflow => Customers(dataflow, pair => pair with { Keys = [pair.Keys[0]] }));
        yield return Mapped("a side wins where a person should be asked", Of("name~label", null, LineCase.EditedOnBoth), dataflow => Customers(dataflow, pair => pair with { RowPolicies = pair.RowPolicies.Add("name~label", ConflictPolicy.AWins) }));
        yield return Mapped("a blank does not travel", Of("phone~phone", Side.A, LineCase.Clear), Rows("phone~phone", row => row with { BlankToB = BlankRule.Skip }));
        yield return Mapped("a cleared value comes back", Of("phone~phone", Side.B, LineCase.Clear), Rows("phone~phone", row => row with { BlankToA = BlankRule.KeepOlder }));
        yield return Mapped("a row asks for what never is", line => Of("notes~notes", null, LineCase.Update, LineCase.Special, LineCase.Longest)(line) || Of("notes~notes", Side.A, LineCase.Create)(line), Rows("notes~notes", row => row with { DependenciesA = [new Dependency("gold", "Grade")] })) with { Blocks = Cleared("notes~notes") };
        yield return Mapped("a reference goes one way only", line => Of("customerid~customer", Side.A, LineCase.Create, LineCase.Update)(line) || Of("customerid~customer", Side.B, LineCase.Update)(line) || MadeFromBill(line), dataflow => Pair(dataflow, "orders", pair => pair with { Properties = [.. pair.Properties.Select(row => row.Id == "customerid~customer" ? row with { Flow = RuleFlow.ToA } : row)] })) with { Blocks = line => Cleared("customerid~customer")(line) || line is { PairId: "orders", Case: LineCase.Create, From: Side.B } };
    }

    private static IEnumerable<PlantedBug> InConnectors()
    {
        yield return Writing("the door drops a property", ButClear("phone~phone"), "phone", (_, _) => Absent.Instance) with { Blocks = Cleared("phone~phone") };
        yield return Writing("the door cuts long values", Of("notes~notes", null, LineCase.Longest), "notes", (value, _) => value is string { Length: > 60 } text ? text[..60] : value);
        yield return Writing("the door shifts a moment by its time zone", line => Of("seenat~seen_at", Side.A, LineCase.Create, LineCase.Update, LineCase.Boundary)(line) || Of("seenat~seen_at", Side.B, LineCase.Boundary)(line), "seen_at", (value, _) => value is DateTimeOffset at ? at.AddHours(1) : value) with { Blocks = Cleared("seenat~seen_at") };
        yield return Writing("the door shifts a day", line => Of("since~since", Side.A, LineCase.Create, LineCase.Update, LineCase.Boundary)(line) || Of("since~since", Side.B, LineCase.Boundary)(line), "since", (value, _) => value is DateOnly day ? day.AddDays(-40) : value) with { Blocks = Cleared("since~since") };
        yield return Writing("the door loses letters", line => line is { RowId: "name~label", PairId: "contacts", Case: LineCase.Special } || Of("name~label", null, LineCase.Special)(line), "label", (value, _) => value is string text ? string.Concat(text.Select(letter => letter < 128 ? letter : '?')) : value);
        yield return Writing("the door rounds amounts", line => Of("creditlimit~credit", Side.A, LineCase.Create, LineCase.Update, LineCase.Boundary)(line) || Of("creditlimit~credit", Side.B, LineCase.Boundary)(line), "credit",
            (value, _) => value is string text && decimal.TryParse(text, CultureInfo.InvariantCulture, out var amount) ? decimal.Round(amount).ToString(CultureInfo.InvariantCulture) : value) with { Blocks = Cleared("creditlimit~credit") };
        yield return Writing("the door does not clear", Of("address.city~city", null, LineCase.Clear), "city", (value, kind) => kind == WriteKind.Update && value is null ? Absent.Instance : value);
        yield return Writing("the door confuses two words of a list", Of("category~category", null, LineCase.ListEdge), "category", (value, _) => value is "export" ? "wholesale" : value);
        yield return Writing("the door says no for yes", line => Of("isactive~active", Side.A)(line) || Of("isactive~active", Side.B, LineCase.Update)(line), "active", (value, _) => value is bool yes ? !yes : value);
        yield return new PlantedBug("the door copies a reference and does not translate it", "connector", line => Of("customerid~customer", Side.A, LineCase.Create, LineCase.Update)(line) || MadeFromBill(line))
        {
            InB = new Bug { Writes = Untranslated }, Blocks = line => Of("customerid~customer", Side.B)(line) || Cleared("customerid~customer")(line) || line is { PairId: "orders", Case: LineCase.Create, From: Side.B },
        };
        yield return new PlantedBug("the door takes updates and does not make them", "connector", line => line.PairId == "leads" && line.Case is not (LineCase.Created or LineCase.NotCreated or LineCase.Condition or LineCase.Create or LineCase.Clear))
        {
            Blocks = line => line is { PairId: "leads", Case: LineCase.Clear },
            InB = new Bug { Writes = (write, _, _) => write is { Kind: WriteKind.Update, Entity: "Deals" } ? Record.Empty(write.Values.Schema, write.Values.Id) : write.Values },
        };
        yield return new PlantedBug("the door reads a property as empty", "connector", ButClear("phone~phone")) { InB = new Bug { Reads = (entity, record) => entity == "People" ? record.With([KeyValuePair.Create("phone", (object?)null)]) : record }, Blocks = Cleared("phone~phone") };
    }

    private static IEnumerable<PlantedBug> InSystems()
    {
        yield return Rewriting("the system writes capitals", line => Of("address.city~city", Side.A, LineCase.Create, LineCase.Update, LineCase.Special, LineCase.Longest)(line) || Of("address.city~city", Side.B, LineCase.Special, LineCase.Longest)(line), "city", value => value is string text ? text.ToUpperInvariant() : value) with { Blocks = Cleared("address.city~city") };
        yield return Rewriting("the system takes the country code off telephone numbers", Of("phone~phone", Side.A, LineCase.Create, LineCase.Update), "phone", value => value is string text && text.StartsWith("+47", StringComparison.Ordinal) ? text[3..] : value) with { Blocks = Cleared("phone~phone") };
        yield return Rewriting("the system forgets a property", ButClear("notes~notes"), "notes", _ => null) with { Blocks = Cleared("notes~notes") };
        yield return new PlantedBug("the system leaves a property as it is", "system", ButClear("address.line2~line2")) { System = system => system.Ignores = (entity, path) => entity == "People" && path == "line2", Blocks = Cleared("address.line2~line2") };
    }

    // The id that the customer has in the shop stands where the ledger's own should.
    private static Record Untranslated(Write write, MemorySystem a, MemorySystem b)
    {
        if (write.Entity != "Bills" || RecordId.From(write.Values["customer"]) is not { } id || b.Record("People", id) is not { } person) return write.Values;
        var same = a.Records("Customers").FirstOrDefault(customer => Values.Same(customer["Name"], person["label"]));
        return same is null ? write.Values : write.Values.With([KeyValuePair.Create("customer", (object?)same.Id!.Value.Text)]);
    }

    private static PlantedBug Mapped(string name, Func<ChecklistLine, bool> fails, Func<Dataflow, Dataflow> change) => new(name, "mapping", fails) { Mapping = change };

    private static PlantedBug Writing(string name, Func<ChecklistLine, bool> fails, string path, Func<object?, WriteKind, object?> change) => new(name, "connector", fails)
    {
        InB = new Bug { Writes = (write, _, _) => write.Entity == "People" && write.Values[path] is not Absent ? write.Values.With([KeyValuePair.Create(path, change(write.Values[path], write.Kind))]) : write.Values },
    };

    private static PlantedBug Rewriting(string name, Func<ChecklistLine, bool> fails, string path, Func<object?, object?> change) => new(name, "system", fails)
    {
        System = system => system.Rewrites = (entity, record) => entity == "People" ? record.With([KeyValuePair.Create(path, change(record[path]))]) : record,
    };

    // The lines of a row of the customers, or of the orders where it is theirs.
    private static Func<ChecklistLine, bool> Of(string rowId, Side? from = null, params LineCase[] cases) =>
        line => line.RowId == rowId && line.PairId is "customers" or "orders" && line.RowId == rowId && (from is null || line.From == from) && (cases.Length == 0 || cases.Contains(line.Case));

    private static bool MadeFromBill(ChecklistLine line) => line is { PairId: "orders", Case: LineCase.Created, From: Side.B };

    private static Func<ChecklistLine, bool> ButClear(string rowId) => line => Of(rowId)(line) && line.Case != LineCase.Clear;

    private static Func<ChecklistLine, bool> Cleared(string rowId) => Of(rowId, null, LineCase.Clear);

    private static Func<Dataflow, Dataflow> Rows(string rowId, Func<PropertyRule, PropertyRule?> change) =>
        dataflow => Customers(dataflow, pair => pair with { Properties = [.. pair.Properties.Select(row => row.Id == rowId ? change(row) : row).OfType<PropertyRule>()] });

    private static Func<Dataflow, Dataflow> Pairs(string pairId, Func<Pair, Pair> change) => dataflow => Pair(dataflow, pairId, change);

    private static Dataflow Customers(Dataflow dataflow, Func<Pair, Pair> change) => Pair(dataflow, "customers", change);

    private static Dataflow Pair(Dataflow dataflow, string pairId, Func<Pair, Pair> change) => dataflow with { Pairs = [.. dataflow.Pairs.Select(pair => pair.Id == pairId ? change(pair) : pair)] };
}
