using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components;

public sealed partial class PaletteTests
{
    private static readonly Dictionary<string, (string Light, string Dark)> Tokens = Read();

    /// <summary>Every pair of ink and ground that pages put together, and the contrast WCAG asks of it.</summary>
    public static TheoryData<string, string, double> Pairs()
    {
        var pairs = new TheoryData<string, string, double>();
        string[] inks = ["text", "text-second", "primary", "success", "warning", "error", "info", "conflict", "side-a", "side-b", "base"];
        foreach (var ink in inks)
            foreach (var ground in (string[])["card", "paper", "hover"])
                pairs.Add(ink, ground, 4.5);
        foreach (var tone in (string[])["success", "warning", "error", "info", "conflict", "side-a", "side-b"])
        {
            pairs.Add(tone, tone + "-tint", 4.5);
            pairs.Add("text", tone + "-tint", 7);
            pairs.Add("text-second", tone + "-tint", 4.5);
        }
        pairs.Add("primary", "result-tint", 4.5);
        pairs.Add("text", "result-tint", 7);
        pairs.Add("text-second", "result-tint", 4.5);
        pairs.Add("on-primary", "primary", 4.5);
        pairs.Add("on-bar", "bar", 7);
        pairs.Add("bar-focus", "bar", 3);
        foreach (var mark in (string[])["focus", "input-border"])
            foreach (var ground in (string[])["card", "paper", "hover"])
                pairs.Add(mark, ground, 3);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void VS_1_Every_pair_has_its_contrast_in_both_themes(string ink, string ground, double least)
    {
        Contrast(Tokens[ink].Light, Tokens[ground].Light).ShouldBeGreaterThanOrEqualTo(least, "light");
        Contrast(Tokens[ink].Dark, Tokens[ground].Dark).ShouldBeGreaterThanOrEqualTo(least, "dark");
    }

    [Fact]
    public void The_formula_is_the_one_of_WCAG()
    {
        Contrast("#000000", "#FFFFFF").ShouldBe(21, 0.001);
        Contrast("#0B6B63", "#FFFFFF").ShouldBe(6.37, 0.01);
    }

    [Fact]
    public void VS_4_No_colour_is_named_outside_the_palette()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Solution.Root, "SesamTalk.Web", "Components"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Solution.Root, "wwwroot-assets"), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" or ".css" or ".js" && Path.GetFileName(file) != "palette.css");
        var named = from file in sources
                    from Match literal in ColourLiteral().Matches(File.ReadAllText(file))
                    select $"{Path.GetFileName(file)}: {literal.Value}";
        named.ShouldBeEmpty();
    }

    [Fact]
    public void VS_5_No_text_is_set_in_capitals_by_css() =>
        Directory.EnumerateFiles(Solution.Root, "*.css", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}") && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Where(file => File.ReadAllText(file).Contains("text-transform", StringComparison.Ordinal))
            .ShouldBeEmpty();

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var part = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    private static Dictionary<string, (string, string)> Read() =>
        TokenLine().Matches(File.ReadAllText(Path.Combine(Solution.Root, "wwwroot-assets", "css", "palette.css")))
            .ToDictionary(token => token.Groups[1].Value, token => (token.Groups[2].Value, token.Groups[3].Success ? token.Groups[3].Value : token.Groups[2].Value));

    [GeneratedRegex(@"--([a-z-]+): (?:light-dark\()?(#[0-9A-F]{6})(?:, (#[0-9A-F]{6})\))?;")]
    private static partial Regex TokenLine();

    [GeneratedRegex(@"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?=[;\s""'])|\b(?:rgba?|hsla?|oklch)\(")]
    private static partial Regex ColourLiteral();
}
