namespace SesamTalk.Engine.Records;

/// <summary>What a slot holds; the CLR type after the dash is the only one that a connector may put there.</summary>
public enum PropertyType
{
    /// <summary>Text – <see cref="string"/>.</summary>
    Text,

    /// <summary>A whole number – <see cref="long"/>.</summary>
    Integer,

    /// <summary>Money or quantity – <see cref="decimal"/>.</summary>
    Decimal,

    /// <summary>Yes or no – <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>A day without a time – <see cref="DateOnly"/>.</summary>
    Date,

    /// <summary>A moment – <see cref="DateTimeOffset"/>.</summary>
    DateTime,

    /// <summary>A list of elements with properties of their own – <see cref="ElementList"/>.</summary>
    List,
}
