using System.Globalization;
using System.Text;

namespace SesamTalk.Web.Sandbox.Story;

/// <summary>Chance of a story: the same for the same seed.</summary>
internal sealed class StoryDice(int seed)
{
#pragma warning disable CA5394 // Chance for a story, not for a secret.
    private readonly Random _random = new(seed);
    private readonly HashSet<string> _mails = [];

    public int Next(int least, int below) => _random.Next(least, below);
#pragma warning restore CA5394

    public T Pick<T>(T[] from) => from[Next(0, from.Length)];

    public StoryAddress Address(bool second)
    {
        var (zip, city) = Pick(StoryWords.Places);
        return new($"{Pick(StoryWords.Streets)} {Next(1, 180)}", second ? $"Postboks {Next(10, 990)}" : null, zip, city);
    }

    public string Phone() => $"+47 {Next(400, 499)} {Next(10, 99)} {Next(100, 999)}";

    /// <summary>Nine digits, the last of which is the check digit by modulus 11.</summary>
    public string OrganisationNumber()
    {
        int[] weights = [3, 2, 7, 6, 5, 4, 3, 2];
        while (true)
        {
            var digits = Enumerable.Range(0, 8).Select(at => at == 0 ? Next(8, 10) : Next(0, 10)).ToArray();
            var check = (11 - (digits.Select((digit, at) => digit * weights[at]).Sum() % 11)) % 11;
            if (check != 10) return string.Concat(digits) + check.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Thirteen digits, the last of which is the check digit.</summary>
    public string Gtin(int number)
    {
        var digits = $"7040{Next(10, 99)}{number.ToString("000000", CultureInfo.InvariantCulture)}";
        var sum = digits.Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 1 : 3)).Sum();
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }

    public string Mail(string user, string house) => MailOf(user, Plain(house) + ".example");

    /// <summary>An address that nobody else of the story has.</summary>
    public string MailOf(string user, string domain)
    {
        var stem = Plain(user);
        for (var at = 1; ; at++)
        {
            var mail = $"{stem}{(at == 1 ? "" : at.ToString(CultureInfo.InvariantCulture))}@{domain}";
            if (_mails.Add(mail)) return mail;
        }
    }

    private static string Plain(string words)
    {
        var plain = new StringBuilder();
        foreach (var letter in words.ToLowerInvariant())
            plain.Append(letter switch { 'æ' => "ae", 'ø' => "o", 'å' => "a", ' ' => "", _ => letter.ToString() });
        return plain.ToString();
    }
}
