namespace SesamTalk.Web.Cli.Bench;

/// <summary>One kind of work that is measured.</summary>
/// <param name="name">As it is asked for.</param>
/// <param name="what">For a person.</param>
internal abstract class BenchCase(string name, string what)
{
    /// <summary>As it is asked for.</summary>
    public string Name => name;

    /// <summary>For a person.</summary>
    public string What => what;

    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<BenchCase> All { get; } =
    [
        .. SyncCase.Each,
        new HttpReadCase(), new HttpWriteCase("rest-create", isUpdate: false), new HttpWriteCase("rest-update", isUpdate: true),
        new MapCase(), new SearchCase(), new HistoryCase(), new ScaleCase(), new WeekCase(),
    ];

    /// <summary>Those that are measured where none is named: the others take long.</summary>
    public virtual bool IsUsual => true;

    /// <summary>Does the work, by the engine and by its floor in turn. Throws where it was not done as it should.</summary>
    public abstract Task<IReadOnlyList<BenchLine>> MeasureAsync(BenchAsk ask);

    /// <summary>Throws where a measurement did something else than what it is compared by.</summary>
    public static void Expect(int done, int wanted)
    {
        if (done != wanted) throw new InvalidDataException($"The measurement is worth nothing: {done} instead of {wanted}.");
    }
}
