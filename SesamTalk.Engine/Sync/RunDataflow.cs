using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Runs a dataflow and gives the run as it ended: <c>SyncRunner.RunAsync</c>, or what a test puts in its place. Expected
/// trouble is an outcome; an exception is our own mistake.
/// </summary>
/// <param name="request">What is asked.</param>
/// <param name="progress">Told what is happening; may be null.</param>
/// <param name="cancellationToken">Stops the run after the write that is under way; it ends as interrupted.</param>
public delegate Task<Run> RunDataflow(SyncRequest request, IProgress<RunProgress>? progress, CancellationToken cancellationToken);
