using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>What shows a line's result: pictures and files that are chosen, dropped or pasted, values of both records read now, text. Kept at once.</summary>
public sealed partial class LineEvidence(Reader reader, IStringLocalizer<RoundTexts> t, RoundStore rounds, LiveLook live, IDbContextFactory<TalkDb> databases, Identifiers ids, TimeProvider clock) : ComponentBase, IDisposable
{
    private const int MostLinks = 20;
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<Evidence> _pieces = [];
    private List<Link> _links = [];
    private (string Line, int Count)? _read;
    private (string Dataflow, string Pair)? _linked;
    private Guid? _link, _opened;
    private string? _text, _find, _trouble;
    private int _taken;
    private bool _busy;

    [Parameter, EditorRequired] public required RoundLine Line { get; set; }

    /// <summary>How much evidence there is: read again when it is another number.</summary>
    [Parameter, EditorRequired] public int Count { get; set; }

    [Parameter, EditorRequired] public required RoundNames Names { get; set; }

    /// <summary>The round is signed.</summary>
    [Parameter] public bool IsLocked { get; set; }

    private bool CanAttach => !IsLocked && reader.May(Act.TickLines);

    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Line.Id, Count)) return;
        // What is being written stays while evidence of the same line comes in.
        if (_read?.Line != Line.Id) (_text, _trouble, _opened) = ("", null, null);
        _read = (Line.Id, Count);
        _pieces = await rounds.EvidenceAsync(Line.RoundId, Line.Id, _leaving.Token);
        if (!CanAttach || _linked == (Line.DataflowId, Line.PairId)) return;
        _linked = (Line.DataflowId, Line.PairId);
        await FindAsync("");
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task TakeAsync(InputFileChangeEventArgs brought)
    {
        reader.As(Act.TickLines);
        _trouble = null;
        var free = EvidenceRules.MostOfLine - _pieces.Count;
        if (brought.FileCount > free) _trouble = Said(EvidenceRefusal.TooMany, "");
        else
            foreach (var file in brought.GetMultipleFiles(EvidenceRules.MostOfLine))
                if (!await TakeOneAsync(file)) break;
        _taken++; // The same file can be chosen again.
    }

    private async Task<bool> TakeOneAsync(IBrowserFile file)
    {
        var name = EvidenceRules.NameOf(file.Name);
        var refusal = EvidenceRules.KindOf(name) is null ? EvidenceRefusal.Kind : file.Size > EvidenceRules.LargestPiece ? EvidenceRefusal.TooLarge : (EvidenceRefusal?)null;
        using var bytes = new MemoryStream();
        if (refusal is null)
        {
            await using var stream = file.OpenReadStream(EvidenceRules.LargestPiece, _leaving.Token);
            await stream.CopyToAsync(bytes, _leaving.Token);
            refusal = EvidenceRules.Refusal(name, bytes.ToArray());
        }

        if (refusal is null) return await KeepAsync(name, EvidenceRules.KindOf(name)!, bytes.ToArray());
        _trouble = Said(refusal.Value, name);
        return false;
    }

    private async Task AttachTextAsync()
    {
        if (string.IsNullOrWhiteSpace(_text)) return;
        if (await KeepAsync($"{reader.As(Act.TickLines)}.txt", "text/plain", Encoding.UTF8.GetBytes(_text.Trim()))) _text = "";
    }

    private async Task AttachLiveAsync()
    {
        var who = reader.As(Act.TickLines);
        if (_busy || _link is not { } link) return;
        (_busy, _trouble) = (true, null);
        try
        {
            var values = await live.ReadAsync(Line, link, who, _leaving.Token);
            if (values.Trouble.IsEmpty) await KeepAsync(t["LiveName"] + ".json", "application/json", EvidenceJson.Of(values));
            else _trouble = t["LiveTrouble", values.Trouble.In(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)];
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<bool> KeepAsync(string name, string kind, byte[] content)
    {
        var piece = new Evidence { Id = ids.New(), RoundId = Line.RoundId, LineId = Line.Id, Name = name, MediaType = kind, Content = content, By = reader.As(Act.TickLines), At = clock.GetUtcNow() };
        if (_pieces.Count >= EvidenceRules.MostOfLine) _trouble = Said(EvidenceRefusal.TooMany, name);
        else if (await rounds.AttachAsync(piece, _leaving.Token)) (_opened, _pieces) = (piece.Id, [.. _pieces.Where(known => known.Id != piece.Id), piece]);
        else _trouble = t["NotKept"];
        return _trouble is null;
    }

    private async Task DescribeAsync(Evidence piece, string? alt)
    {
        var (who, said) = (reader.As(Act.TickLines), alt?.Trim() ?? "");
        if (!await rounds.DescribeAsync(piece.RoundId, piece.Id, said, who, _leaving.Token)) _trouble = t["NotKept"];
        else _pieces = [.. _pieces.Select(known => known.Id == piece.Id ? known with { Alt = said } : known)];
    }

    private async Task FindAsync(string? words)
    {
        _find = words;
        await using var db = await databases.CreateDbContextAsync(_leaving.Token);
        var links = db.Links.AsNoTracking().Where(link => link.DataflowId == Line.DataflowId && link.PairId == Line.PairId).Matching(db, words);
        _links = await links.OrderByDescending(link => link.ChangedAt).Take(MostLinks).ToListAsync(_leaving.Token);
        if (!_links.Exists(link => link.Id == _link)) _link = _links.Count > 0 ? _links[0].Id : null;
    }

    private string Named(Link link) => (Sees.Name(link, Side.A), Sees.Name(link, Side.B)) is var (a, b) && a == b ? $"{a} ({link.A}, {link.B})" : $"{a} ({link.A}) ↔ {b} ({link.B})";

    private string Said(EvidenceRefusal refusal, string name) => refusal switch
    {
        EvidenceRefusal.Empty => t["RefusedEmpty", name],
        EvidenceRefusal.TooLarge => t["RefusedTooLarge", name, EvidenceRules.LargestPiece / 1024 / 1024],
        EvidenceRefusal.Kind => t["RefusedKind", name, string.Join(", ", EvidenceRules.Endings)],
        EvidenceRefusal.NoPicture => t["RefusedNoPicture", name],
        EvidenceRefusal.TooMany => t["RefusedTooMany", EvidenceRules.MostOfLine],
    };
}
