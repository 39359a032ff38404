namespace SesamTalk.Engine.Records;

/// <summary>One of the two systems of a dataflow. Side A is the first system of the document's title.</summary>
public enum Side
{
    /// <summary>The first system.</summary>
    A,

    /// <summary>The second system.</summary>
    B,
}

/// <summary>What follows from there being two sides.</summary>
public static class Sides
{
    /// <summary>The side across.</summary>
    public static Side Other(this Side side) => side == Side.A ? Side.B : Side.A;
}
