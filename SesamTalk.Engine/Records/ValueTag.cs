namespace SesamTalk.Engine.Records;

/// <summary>What the bytes of a packed value are. The numbers are stored: they are never given a new meaning.</summary>
internal enum ValueTag : byte
{
    Absent = 0,
    Null = 1,
    Text = 2,
    Integer = 3,
    Decimal = 4,
    False = 5,
    True = 6,
    Date = 7,
    Moment = 8,
    List = 9,

    /// <summary>Text that is no well-formed Unicode, kept as it is.</summary>
    RawText = 10,
}
