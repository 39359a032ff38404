using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>The address of the first set-up: made when the site starts without anybody, told on its console, and good for one admin.</summary>
public sealed class SetUpLink
{
    private string? _code;

    /// <summary>Whether an installation waits to be set up here.</summary>
    public bool Waits => _code is not null;

    /// <summary>A new code; the one before is worth nothing any more.</summary>
    public string Open() => _code = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(24));

    /// <summary>Whether it is the code.</summary>
    public bool Fits(string? code) => _code is { } right && code is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(code));

    /// <summary>Somebody is there now: the code opens nothing any more.</summary>
    public void Close() => _code = null;
}
