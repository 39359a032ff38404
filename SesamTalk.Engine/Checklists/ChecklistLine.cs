using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists;

/// <summary>One thing to be seen in one direction: of a pair, or of one of its property rows.</summary>
public record ChecklistLine
{
    /// <summary>The line's id, the same over all versions in which it stands (<c>shop/customers/name~label/ab/update</c>).</summary>
    public required string Id { get; init; }

    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The pair.</summary>
    public required string PairId { get; init; }

    /// <summary>The property row; null for a line about the pair.</summary>
    public string? RowId { get; init; }

    /// <summary>The merge key's number in the pair, from 0, for <see cref="LineCase.LinkedByKey"/>; null otherwise.</summary>
    public int? Key { get; init; }

    /// <summary>What is to be seen.</summary>
    public required LineCase Case { get; init; }

    /// <summary>The side that is edited; the other side is looked at.</summary>
    public required Side From { get; init; }

    /// <summary>What stands in A: the row's path, the key's paths, or the entity.</summary>
    public required string A { get; init; }

    /// <summary>What stands in B.</summary>
    public required string B { get; init; }

    /// <summary>The document that says so; empty where none does.</summary>
    public string Document { get; init; } = "";

    /// <summary>Its line, from 1; 0 where no document says so.</summary>
    public int DocumentLine { get; init; }

    /// <summary>The version of the definition that the line was made from.</summary>
    public required int Version { get; init; }

    /// <summary>The mark of all that the definition says about the line: another mark asks for another test.</summary>
    public required string Mark { get; init; }

    /// <summary>The id of a line.</summary>
    public static string IdOf(string dataflow, string pair, string about, Side from, LineCase of) =>
        $"{dataflow}/{pair}/{about}/{(from == Side.A ? "ab" : "ba")}/{of.Word()}";
}
