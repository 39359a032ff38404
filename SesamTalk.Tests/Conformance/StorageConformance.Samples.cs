using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Conformance;

public abstract partial class StorageConformance
{
    private static readonly Schema Line = new("OrderLine", [new("Text", PropertyType.Text), new("Amount", PropertyType.Decimal)]);

    private static readonly Schema A = new("Customer",
    [
        new("Id", PropertyType.Integer) { IsKey = true }, new("Name", PropertyType.Text), new("Credit", PropertyType.Decimal), new("Since", PropertyType.Date),
        new("IsPerson", PropertyType.Boolean), new("Changed", PropertyType.DateTime), new("Lines", PropertyType.List) { Element = Line }, new("Note", PropertyType.Text),
    ]);

    private static readonly Schema B = new("customer", [new("id", PropertyType.Text) { IsKey = true }, new("name", PropertyType.Text), new("mail", PropertyType.Text)]);

    private Link NewLink(string a, string b, string label = "Kari Nordmann") => new()
    {
        Id = NewId(), DataflowId = Flow, PairId = Pair, A = new(a), B = new(b), LabelA = label, LabelB = label, Origin = LinkOrigin.CreatedInB,
        Because = Reason.InOwnWords("no record with this e-mail"), State = Population.InSync, LinkedAt = Noon, ChangedAt = Noon.AddTicks(7),
    };

    private static Baseline BaselineOf(Link link) => new(link.Id, RecordA(link.A.Text), RecordB(link.B), new("v1"), RecordVersion.None, Noon);

    private static Record RecordA(string id) => Record.Of(A, new RecordId(id),
    [
        KeyValuePair.Create<string, object?>("Name", "Kåre Ødegård ✓"), KeyValuePair.Create<string, object?>("Credit", 10.50m),
        KeyValuePair.Create<string, object?>("Since", new DateOnly(2019, 2, 28)), KeyValuePair.Create<string, object?>("IsPerson", true),
        KeyValuePair.Create<string, object?>("Changed", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2))),
        KeyValuePair.Create<string, object?>("Lines", new ElementList([Record.Of(Line, new RecordId("l1"), [KeyValuePair.Create<string, object?>("Amount", 3m)])])),
        KeyValuePair.Create<string, object?>("Note", null),
    ]);

    private static Record RecordB(RecordId id) => Record.Of(B, id, [KeyValuePair.Create<string, object?>("name", ""), KeyValuePair.Create<string, object?>("mail", "k@example.no")]);

    private WriteEntry NewWrite(Link link, WriteState state = WriteState.Intended) => new()
    {
        Id = NewId(), RunId = NewId(), DataflowId = Flow, PairId = Pair, LinkId = link.Id, Side = Side.B, Act = WriteAct.Create, Source = link.A, Label = "Kari",
        Because = Reason.InOwnWords("Every customer is synchronized"), Before = ValueMap.Empty, Sent = ValueMap.Of(RecordA("1")), Basis = ValueMap.Of(RecordB(new("b"))),
        Reference = "ref-1", State = state, IntendedAt = Noon,
    };

    private UnlinkedRecord NewUnlinked(string id, Population state = Population.Unlinked, bool asksPerson = false) => new()
    {
        DataflowId = Flow, PairId = Pair, Side = Side.A, Id = new(id), Label = "Ola", State = state, Reason = Reason.InOwnWords("several fit"), AsksPerson = asksPerson, Keys = ["mail=ola@example.no", "æ"], SeenAt = Noon,
    };

    private OpenConflict NewConflict(string subject, Guid? linkId = null) => new()
    {
        Id = NewId(), DataflowId = Flow, PairId = Pair, LinkId = linkId, Subject = subject, Kind = ConflictKind.BothChanged, Base = "Oslo", A = "Bergen", B = null,
        Sentence = Reason.InOwnWords("Both sides changed the city."), OpenedAt = Noon, ChangedAt = Noon,
    };

    private Run NewRun(DateTimeOffset? at = null) => new()
    {
        Id = NewId(), DataflowId = Flow, DefinitionVersion = 3, Kind = RunKind.Everything, Trigger = RunTrigger.Person, StartedBy = "kari", StartedAt = at ?? Noon,
    };
}
