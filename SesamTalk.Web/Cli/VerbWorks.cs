using System.Text.Json;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli;

/// <summary>What verbs do inside an installation. A server does the same for a verb of another process, so requests and answers are JSON.</summary>
internal static class VerbWorks
{
    public const string Find = "find", Status = "status", Import = "import", Export = "export", System = "system", AddSystem = "system-add", Connect = "system-connect", Records = "records", UndoFind = "undo-find", SeedLinks = "seed-links", Verify = "verify", Rounds = "round";

    public const string Users = "user", Audit = "audit", Keys = "keys", Drift = "drift";

    public const string Backup = "backup", ConfigExport = "config-export", ConfigApply = "config-apply", Persons = "person";

    public const string Conflicts = "conflicts", Deletes = "deletes", Links = "link", LinkList = "link-list";

    public const string PlanList = "plan-list", PlanFind = "plan-find", PlanShow = "plan-show", PlanRelease = "plan-release", PlanDrop = "plan-drop", PlanOfRun = "plan-of-run";

    public static Task<VerbAnswer> DoAsync(IServiceProvider services, string work, JsonElement request, CancellationToken cancellationToken) => work switch
    {
        Find => FindAsync(services, request.GetString()!, cancellationToken),
        Status => StatusWork.DoAsync(services, cancellationToken),
        Import => ImportWork.DoAsync(services, request.Deserialize<ImportRequest>(VerbJson.Shown)!, cancellationToken),
        Export => ExportWork.DoAsync(services, request.Deserialize<ExportRequest>(VerbJson.Shown)!, cancellationToken),
        System => SystemWork.DoAsync(services, request.Deserialize<SystemRequest>(VerbJson.Shown)!, cancellationToken),
        AddSystem => SystemWork.AddAsync(services, request.Deserialize<AddSystemRequest>(VerbJson.Shown)!, cancellationToken),
        Connect => SystemWork.ConnectAsync(services, request.Deserialize<ConnectRequest>(VerbJson.Shown)!, cancellationToken),
        Records => UndoWork.RecordsAsync(services, VerbJson.Read<RecordsRequest>(request), cancellationToken),
        UndoFind => UndoWork.FindAsync(services, VerbJson.Read<UndoRequest>(request), cancellationToken),
        Conflicts => ConflictWork.DoAsync(services, VerbJson.Read<ConflictRequest>(request), cancellationToken),
        Deletes => DeleteWork.DoAsync(services, VerbJson.Read<DeleteRequest>(request), cancellationToken),
        Links => LinkWork.DoAsync(services, VerbJson.Read<LinkRequest>(request), cancellationToken),
        LinkList => Cli.LinkList.DoAsync(services, VerbJson.Read<LinkListRequest>(request), cancellationToken),
        PlanList => PlanWork.ListAsync(services, VerbJson.Read<PlanRequest>(request).Which, cancellationToken),
        PlanFind => PlanWork.FindAsync(services, VerbJson.Read<PlanRequest>(request), cancellationToken),
        PlanShow => PlanWork.ShowAsync(services, VerbJson.Read<PlanRequest>(request), cancellationToken),
        PlanRelease => PlanWork.ReleaseAsync(services, VerbJson.Read<PlanRequest>(request), cancellationToken),
        PlanDrop => PlanWork.DropAsync(services, VerbJson.Read<PlanRequest>(request), cancellationToken),
        PlanOfRun => PlanWork.OfRunAsync(services, VerbJson.Read<Guid>(request), cancellationToken),
        Users => UserWork.DoAsync(services, VerbJson.Read<UserRequest>(request), cancellationToken),
        Audit => AuditVerb.DoAsync(services, cancellationToken),
        Keys => KeysVerb.DoAsync(services, VerbJson.Read<string>(request), cancellationToken),
        ConfigExport => ConfigVerb.ExportAsync(services, cancellationToken),
        ConfigApply => ConfigVerb.CompareAsync(services, VerbJson.Read<ConfigRequest>(request), cancellationToken),
        Persons => PersonVerb.DoAsync(services, VerbJson.Read<PersonRequest>(request), cancellationToken),
        Backup => BackupVerb.DoAsync(services, VerbJson.Read<BackupRequest>(request), cancellationToken),
        Drift => DriftWork.DoAsync(services, request.GetString()!, cancellationToken),
        Verify => VerifyWork.DoAsync(services, VerbJson.Read<VerifyRequest>(request), cancellationToken),
        Rounds => RoundWork.DoAsync(services, VerbJson.Read<RoundRequest>(request), cancellationToken),
        SeedLinks => SeedLinksWork.DoAsync(services, request.GetInt32(), cancellationToken),
        _ => Task.FromResult(VerbAnswer.BadInput($"The server does not know the work '{work}'. Is it of another version?")),
    };

    /// <summary>Done where there is such a dataflow; otherwise bad input that names those that there are.</summary>
    public static async Task<VerbAnswer> FindAsync(IServiceProvider services, string dataflowId, CancellationToken cancellationToken)
    {
        var dataflows = services.GetRequiredService<DataflowStore>();
        if (await dataflows.FindAsync(dataflowId, cancellationToken) is not null) return new(ExitCode.Done);
        var known = (await dataflows.AllAsync(cancellationToken)).Select(flow => flow.Id).Order(StringComparer.Ordinal).ToList();
        return VerbAnswer.BadInput($"There is no dataflow '{dataflowId}'. {(known.Count == 0 ? "There is none yet: import a document first." : $"There are: {string.Join(", ", known)}.")} Nothing was done.");
    }
}
