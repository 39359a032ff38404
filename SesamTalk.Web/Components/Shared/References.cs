using System.Security.Cryptography;

namespace SesamTalk.Web.Components.Shared;

/// <summary>Short references that a person can read aloud: letters and digits that are not mistaken for each other.</summary>
public static class References
{
    /// <summary>A new reference such as <c>ST-7QK4M2</c>.</summary>
    public static string New() => "ST-" + RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTUVWXYZ", 6);
}
