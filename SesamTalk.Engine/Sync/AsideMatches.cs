namespace SesamTalk.Engine.Sync;

/// <summary>Marks of merge keys of one row of the merge table, each with the place of the record that has it.</summary>
internal sealed class KeyMarks
{
    private ulong[] _marks = [];
    private int[] _places = [];

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Marks => _marks.AsSpan(0, Count);

    public ReadOnlySpan<int> Places => _places.AsSpan(0, Count);

    public void Add(ulong mark, int place)
    {
        if (Count == _marks.Length)
        {
            Array.Resize(ref _marks, Math.Max(16, Count * 2));
            Array.Resize(ref _places, _marks.Length);
        }

        (_marks[Count], _places[Count]) = (mark, place);
        Count++;
    }

    /// <summary>Brings equal marks together.</summary>
    public void Sort() => Array.Sort(_marks, _places, 0, Count);
}

/// <summary>
/// Tells of very many records without a partner, by the marks of their keys alone, which of them no key finds anything for, and
/// which two have only each other in all rows of the merge table. All others are entangled, together with whatever they may meet:
/// what becomes of them <see cref="Matching.Matcher"/> finds among themselves as it would among all. Pure.
/// </summary>
internal static class AsideMatches
{
    public const int Nobody = -1, Entangled = -2;

    /// <summary>For each record of A its one partner's place in B, or one of the two above; and the same for B.</summary>
    /// <param name="rows">How many rows the merge table has.</param>
    /// <param name="countA">How many places A has.</param>
    /// <param name="countB">How many places B has.</param>
    /// <param name="ofA">A's marks of a row.</param>
    /// <param name="ofB">B's marks of a row.</param>
    public static (int[] A, int[] B) Of(int rows, int countA, int countB, Func<int, KeyMarks> ofA, Func<int, KeyMarks> ofB)
    {
        var (a, b) = (new int[countA], new int[countB]);
        Array.Fill(a, Nobody);
        Array.Fill(b, Nobody);
        for (var row = 0; row < rows && countA > 0 && countB > 0; row++)
        {
            var (own, across) = (ofA(row), ofB(row));
            own.Sort();
            across.Sort();
            Meet(own, across, a, b);
        }

        Close(a, b);
        Close(b, a);
        return (a, b);
    }

    private static void Meet(KeyMarks own, KeyMarks across, int[] a, int[] b)
    {
        var (one, other) = (0, 0);
        while (one < own.Count && other < across.Count)
        {
            var (mark, there) = (own.Marks[one], across.Marks[other]);
            if (mark < there) one++;
            else if (there < mark) other++;
            else
            {
                var (oneEnd, otherEnd) = (End(own.Marks, one), End(across.Marks, other));
                Meet(own.Places[one..oneEnd], across.Places[other..otherEnd], a, b);
                (one, other) = (oneEnd, otherEnd);
            }
        }
    }

    private static void Meet(ReadOnlySpan<int> own, ReadOnlySpan<int> across, int[] a, int[] b)
    {
        if (own.Length == 1 && across.Length == 1)
        {
            a[own[0]] = With(a[own[0]], across[0]);
            b[across[0]] = With(b[across[0]], own[0]);
            return;
        }

        foreach (var place in own) a[place] = Entangled;
        foreach (var place in across) b[place] = Entangled;
    }

    private static int With(int known, int partner) => known == Nobody || known == partner ? partner : Entangled;

    private static int End(ReadOnlySpan<ulong> marks, int start)
    {
        var end = start + 1;
        while (end < marks.Length && marks[end] == marks[start]) end++;
        return end;
    }

    // Whose only partner is entangled is entangled with it; it has no other, so that nobody else is.
    private static void Close(int[] own, int[] across)
    {
        for (var place = 0; place < own.Length; place++)
            if (own[place] >= 0 && across[own[place]] != place) own[place] = Entangled;
    }
}
