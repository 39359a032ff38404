using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Tests.House;
using Shouldly;

namespace SesamTalk.Tests.Engine.Reasons;

/// <summary>What connectors say is written where it is met and said in both languages: the sources are read for every sentence.</summary>
public sealed partial class WordingTests
{
    private static readonly (string File, string Form)[] Forms = [.. SourceFile.All
        .Where(file => file.IsCSharp && (file.Path.StartsWith("SesamTalk.Engine/Connectors/", StringComparison.Ordinal) || file.Path.StartsWith("SesamTalk.Engine/Sync/", StringComparison.Ordinal) || file.Path is "SesamTalk.Web/Api/SignInApi.cs" or "SesamTalk.Web/Auth/SecretProtector.cs"))
        .SelectMany(file => file.Tree.DescendantNodes().OfType<ExpressionSyntax>().Where(IsWording).Select(text => (file.Path, FormOf(text)))).Where(form => HasWords(form.Item2)).Distinct()];

    [Fact]
    public void Every_sentence_of_a_connector_is_said_in_norwegian_too_of_the_same_arguments()
    {
        Forms.Length.ShouldBeGreaterThan(120);
        Forms.Where(form => !WordingsNb.Norwegian.ContainsKey(form.Form)).Select(form => $"{form.File}: {form.Form}").ShouldBeEmpty();
        WordingsNb.Norwegian.Keys.Except(Forms.Select(form => form.Form)).ShouldBeEmpty("nobody says these any more");
        foreach (var (english, norwegian) in WordingsNb.Norwegian) Holes(norwegian).ShouldBe(Holes(english), english);
    }

    [Fact]
    public void A_choice_between_two_sentences_is_made_before_they_are_written() => SourceFile.All
        .Where(file => file.IsCSharp && file.Path.StartsWith("SesamTalk.Engine/Connectors/", StringComparison.Ordinal))
        .SelectMany(file => file.Tree.DescendantNodes().OfType<ConditionalExpressionSyntax>()
            .Where(choice => choice.Parent is ArgumentSyntax && IsMade(choice.Parent) && (choice.WhenTrue is InterpolatedStringExpressionSyntax || choice.WhenFalse is InterpolatedStringExpressionSyntax)).Select(choice => $"{file.Path}: {choice}")).ShouldBeEmpty();

    [Fact]
    public void A_sentence_within_a_sentence_is_said_in_the_readers_language_and_a_systems_own_words_as_they_are()
    {
        var (host, inner) = ("books.example", new ConnectorError.Unreachable($"{"books.example"} failed with status {503}."));
        var lost = new ConnectorError.Unknown($"{inner.Because} The write may or may not have taken effect.");
        lost.Message.ShouldBe($"{host} failed with status 503. The write may or may not have taken effect.");
        Reason.Read(lost.Because.Stored).In("nb").ShouldBe($"{host} svarte med feilstatus 503. Det er uvisst om skrivingen ble utført.");
        new ConnectorError.Rejected([], Reason.InOwnWords("Ugyldig {0} verdi")).Because.In("nb").ShouldBe("Ugyldig {0} verdi");
        new ConnectorError.Stale("Own {words} in braces").Message.ShouldBe("Own {words} in braces");
    }

    [Theory]
    [InlineData("nme: Shop", "Innstillingen manifest for systemet Shop kan ikke virke: Linje 1 i manifestet, nme: denne nøkkelen er ukjent her; disse finnes: ")]
    [InlineData("shipped:nothing", "Innstillingen manifest for systemet Shop kan ikke virke: SesamTalk har ikke noe manifest «nothing» med seg.")]
    [InlineData("", "Innstillingen manifest for systemet Shop kan ikke virke: den er tom.")]
    public void A_setting_that_cannot_work_and_a_manifest_say_why_in_norwegian_too(string manifest, string said)
    {
        var system = new ConnectedSystem { Id = "shop", Name = "Shop", Connector = "rest", Settings = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("manifest", manifest) };
        Should.Throw<SettingsException>(() => SesamTalk.Engine.Connectors.Rest.RestSettings.Of(system, new Scenarios.PlainSecrets())).Because.In("nb").ShouldStartWith(said);
    }

    [Fact]
    public void What_cannot_be_read_of_an_answer_is_said_in_norwegian_too_and_never_with_its_values()
    {
        static string Said(string json)
        {
            var plan = new SesamTalk.Engine.Connectors.Wire.JsonPlan(new("Orders", [new("no", SesamTalk.Engine.Records.PropertyType.Integer)]));
            var wrong = Should.Throw<System.Text.Json.JsonException>(() => SesamTalk.Engine.Connectors.Wire.JsonPage.Read(System.Text.Encoding.UTF8.GetBytes(json), plan, ""));
            return SesamTalk.Engine.Connectors.Wire.UnfitException.WhyOf(wrong).In("nb");
        }

        Said("""[{"no":"secret"}]""").ShouldBe("no skal være et heltall og er en tekst");
        Said("<html>secret").ShouldBe("det er ikke JSON fra linje 1, plass 1");
        Said("{}").ShouldBe("Svaret er ingen liste");
        Said("""[7]""").ShouldBe("En Orders skal være et objekt og er et tall");
    }

    [Fact]
    public void What_stands_in_a_hole_is_never_part_of_the_form()
    {
        Reason made = (Wording)$"{"a {0} secret"} answers.";
        made.Stored.ShouldBe("""["worded","{0} answers.","a {0} secret"]""");
        made.In("nb").ShouldBe("a {0} secret svarer.");
    }

    // A text that becomes a sentence: it is given to an answer, a step of a test or an exception of ours, or is said to be one.
    private static bool IsWording(ExpressionSyntax text) => text is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } && text.Parent switch
    {
        CastExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "Wording" } } => true,
        ArgumentSyntax argument => IsWhyWrong(argument) || IsMade(argument),
        _ => false,
    };

    // What a setting, a place of a manifest or a member of an answer is told to be wrong with.
    private static bool IsWhyWrong(ArgumentSyntax argument) => argument.Parent is ArgumentListSyntax { Parent: var maker } all && maker switch
    {
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Wrong" } or MemberAccessExpressionSyntax { Name.Identifier.Text: "Wrong" } } => all.Arguments[^1] == argument,
        ObjectCreationExpressionSyntax made => IsWrongOf(made.Type.ToString(), all, argument),
        ImplicitObjectCreationExpressionSyntax made => IsWrongOf(Target(made), all, argument),
        _ => false,
    };

    private static bool IsWrongOf(string exception, ArgumentListSyntax all, ArgumentSyntax argument) => exception switch
    {
        "ManifestException" => all.Arguments[^1] == argument,
        "SettingsException" or "UnfitJsonException" => all.Arguments[0] == argument,
        _ => false,
    };

    private static bool IsMade(SyntaxNode argument) => argument.Parent?.Parent switch
    {
        ObjectCreationExpressionSyntax made => made.Type.ToString() is "CheckStep" or "UnfitException" || made.Type.ToString().StartsWith("ConnectorError.", StringComparison.Ordinal),
        ImplicitObjectCreationExpressionSyntax made => Target(made) is "WireResult" or "UnfitException" or "CheckStep" or "ConnectorError",
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Step" or "Add" or "No" } } => true,
        _ => false,
    } && argument != ((BaseArgumentListSyntax)argument.Parent!).Arguments[0] || argument.Parent?.Parent is ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax or InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "No" } } && IsSentenceFirst(argument);

    // Answers and exceptions take the sentence first; steps and refusals something else.
    private static bool IsSentenceFirst(SyntaxNode argument) => argument.Parent?.Parent switch
    {
        ObjectCreationExpressionSyntax made => made.Type.ToString() is "UnfitException" || made.Type.ToString().StartsWith("ConnectorError.", StringComparison.Ordinal),
        ImplicitObjectCreationExpressionSyntax made => Target(made) is "UnfitException" or "ConnectorError",
        InvocationExpressionSyntax => true,
        _ => false,
    };

    // What a new() makes, by the method or property that gives it back.
    private static string Target(SyntaxNode made)
    {
        var type = made.Ancestors().Select(node => node switch { MethodDeclarationSyntax method => method.ReturnType.ToString(), PropertyDeclarationSyntax property => property.Type.ToString(), VariableDeclarationSyntax field when field.Parent is FieldDeclarationSyntax => field.Type.ToString(), _ => null }).FirstOrDefault(found => found is not null) ?? "";
        return type.Contains("ConnectorError", StringComparison.Ordinal) ? "ConnectorError" : type.Contains("WireResult", StringComparison.Ordinal) ? "WireResult" : type.TrimEnd('?');
    }

    private static string FormOf(ExpressionSyntax text)
    {
        if (text is LiteralExpressionSyntax plain) return Escaped(plain.Token.ValueText);
        var hole = 0;
        return string.Concat(((InterpolatedStringExpressionSyntax)text).Contents.Select(part => part is InterpolatedStringTextSyntax words ? words.TextToken.ValueText : $"{{{hole++}}}"));
    }

    private static string Escaped(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    // A scheme of signing in is no sentence.
    private static bool HasWords(string form) => Words().IsMatch(form) && form is not ("Bearer" or "Basic");

    private static IEnumerable<string> Holes(string text) => Hole().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Words();
}
