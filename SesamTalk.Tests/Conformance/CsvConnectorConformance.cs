namespace SesamTalk.Tests.Conformance;

/// <summary>The file connector over CSV, as a spreadsheet saves it in Norway.</summary>
public sealed class CsvConnectorConformance : CommonConformance
{
    protected override Task<ConformanceSubject> OpenAsync(string folder)
    {
        var subject = FileSubject.Of(folder, "customers.csv", "\uFEFFid;name;org_no;address;city;country;credit;since;our_ref;active;updated_at\r\n");
        return Task.FromResult(subject with { System = subject.System with { Settings = subject.System.Settings.AddRange([new("delimiter", ";"), new("decimal", ","), new("date", "dd.MM.yyyy"), new("yes", "ja"), new("no", "nei")]).SetItem("entities", subject.System.Settings["entities"].Replace("\"false\"", "nei")) } });
    }
}
