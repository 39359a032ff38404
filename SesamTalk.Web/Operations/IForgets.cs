namespace SesamTalk.Web.Operations;

/// <summary>What keeps something for a time only, and lets it go when the house is kept.</summary>
internal interface IForgets
{
    /// <summary>Lets go what is over; gives how many.</summary>
    Task<int> ForgetAsync(CancellationToken ct);
}
