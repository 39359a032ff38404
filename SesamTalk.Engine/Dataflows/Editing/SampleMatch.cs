using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows.Editing;

/// <summary>Two records that belong together, as far as each could be read.</summary>
/// <param name="A">The record in A; null where it was not read.</param>
/// <param name="B">The record in B; null where it was not read.</param>
public sealed record SamplePair(Record? A, Record? B);

/// <summary>How often two fields say the same in records that belong together.</summary>
/// <param name="Same">Records in which both say the same.</param>
/// <param name="Compared">Records in which both say anything.</param>
/// <param name="Distinct">How many different values those were: two flags that agree twice prove nothing.</param>
public sealed record SampleMatch(int Same, int Compared, int Distinct)
{
    /// <summary>The share of records that agree; 0 where none could be compared.</summary>
    public double Rate => Compared == 0 ? 0 : (double)Same / Compared;

    /// <summary>Compares two fields over samples: telephone numbers, addresses and amounts in the form that merge keys are compared in.</summary>
    public static SampleMatch Of(IReadOnlyCollection<SamplePair> samples, string a, string b)
    {
        var form = KeyForms.Of(a) == KeyForms.Of(b) ? KeyForms.Of(a) : KeyForm.Text;
        var said = samples.Where(pair => pair.A is not null && pair.B is not null)
            .Select(pair => (A: Text(pair.A!, a, form), B: Text(pair.B!, b, form))).Where(pair => pair.A.Length > 0 && pair.B.Length > 0).ToList();
        return new(said.Count(pair => pair.A == pair.B), said.Count, said.Select(pair => pair.A).Distinct().Count());
    }

    private static string Text(Record record, string path, KeyForm form) =>
        string.Join('\n', PathReader.Read(record, path).Select(value => KeyForms.Comparable(form, value)).Order(StringComparer.Ordinal));
}
