using System.ComponentModel.DataAnnotations;

namespace SesamTalk.Engine.Sync;

/// <summary>How runs go about it.</summary>
public sealed class SyncOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Sync";

    /// <summary>The largest share of a pair's links, in percent, that one run may delete without a person, whatever its dataflow allows.</summary>
    [Range(0, 100)]
    public double MostDeletedPercent { get; set; } = 100;

    /// <summary>Items that are intended, carried out and recorded together; a crash leaves at most this many to be looked up.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 100;

    /// <summary>The same where every system that is written to takes many records in one commit: what a crash leaves is looked up as fast.</summary>
    [Range(1, 100_000)]
    public int ManySize { get; set; } = 5_000;

    /// <summary>New records of an entity that a run holds in memory; where there are more they are set aside in the data folder, and planned and written so many at a time.</summary>
    [Range(1, 1_000_000)]
    public int MostNew { get; set; } = 2_000;

    /// <summary>How long a run holds its dataflow without a sign of life before another may take it over.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether a run gives signs of life all the time and not only where it writes; where several nodes share the state, so that <see cref="LeaseTime"/> can be short.</summary>
    public bool Beats { get; set; }

    /// <summary>An entity of at most this many records is read whole in every run where some of its edits move no stamp.</summary>
    [Range(0, 1_000_000)]
    public int SmallEntity { get; set; } = 5_000;

    /// <summary>How often a larger one is.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan FullReadEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often an entity is read whole whose list of changes does not tell of deletions.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan DeletionsEvery { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How often a throttled write, of which nothing was done, is asked again before the run ends.</summary>
    [Range(0, 100)]
    public int ThrottledTries { get; set; } = 10;
}
