using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage.Rows;

internal static class RunRows
{
    public static readonly TableShape<Run> Shape = new("Runs", ["Id"],
    [
        Column.Id("Id"), Column.Text("DataflowId"), Column.Number("DefinitionVersion"), Column.Text("Kind"), Column.Text("Trigger"), Column.Text("StartedBy"),
        Column.Moment("StartedAt"), Column.Moment("EndedAt"), Column.Text("Outcome"), Column.Text("Reason"),
        Column.Number("Counts_ReadA"), Column.Number("Counts_ReadB"), Column.Number("Counts_Linked"), Column.Number("Counts_CreatedA"), Column.Number("Counts_CreatedB"),
        Column.Number("Counts_UpdatedA"), Column.Number("Counts_UpdatedB"), Column.Number("Counts_DeletedA"), Column.Number("Counts_DeletedB"),
        Column.Number("Counts_Conflicts"), Column.Number("Counts_Failed"), Column.Number("Counts_Waiting"),
    ], Fill);

    private static void Fill(Run run, object?[] row)
    {
        (row[0], row[1], row[2], row[3], row[4]) = (run.Id, run.DataflowId, run.DefinitionVersion, run.Kind.ToString(), run.Trigger.ToString());
        (row[5], row[6], row[7]) = (StorableText.Of(run.StartedBy), run.StartedAt.UtcTicks, run.EndedAt?.UtcTicks);
        (row[8], row[9]) = (run.Outcome.ToString(), StorableText.Of(run.Reason.Stored));
        (row[10], row[11], row[12], row[13], row[14]) = (run.Counts.ReadA, run.Counts.ReadB, run.Counts.Linked, run.Counts.CreatedA, run.Counts.CreatedB);
        (row[15], row[16], row[17], row[18]) = (run.Counts.UpdatedA, run.Counts.UpdatedB, run.Counts.DeletedA, run.Counts.DeletedB);
        (row[19], row[20], row[21]) = (run.Counts.Conflicts, run.Counts.Failed, run.Counts.Waiting);
    }
}
