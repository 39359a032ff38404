using System.CommandLine;

namespace SesamTalk.Web.Cli;

/// <summary>"link" (or "links"): a list of them; one link, or one record without a partner: how it stands, and what a person may ask of it.</summary>
internal static class LinkVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var command = new Command("link", "List links, show one, pause it, try it again, take it apart, or link a record to another.")
        {
            LinkList.Build(doors, data),
            One(doors, data, "show", "Show how it stands, what is asked about it, and what happened to it."),
            Pause(doors, data),
            One(doors, data, "resume", "Take a paused link up again, or a record that was kept apart."),
            One(doors, data, "retry", "Try a refused write again in the next run, however long it was to wait."),
            One(doors, data, "unlink", "Take two linked records apart: nothing is written, and they never find each other again."),
            Two(doors, data, "relink", "Link a record without a partner to one in the other system, in place of that one's partner if it has one.", isNeeded: true),
            Two(doors, data, "apart", "Never link these two; without PARTNER, keep the record apart: nothing is created for it.", isNeeded: false),
            One(doors, data, "anew", "Create a record without a partner in the other system, whatever fits it."),
        };
        command.Aliases.Add("links");
        return command;
    }

    private static Argument<string> Record() => new("RECORD") { Description = "A link's id, or DATAFLOW/ENTITY:ID of a record in either system." };

    private static Command One(VerbDoors doors, Option<string?> data, string name, string description)
    {
        var record = Record();
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command(name, description) { record };
        if (name == "show") command.Options.Add(json);
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(
            doors, parse, data, VerbWorks.Links, new LinkRequest(name, parse.GetValue(record)!, Environment.UserName), name == "show" && parse.GetValue(json), needsSystems: false, cancellation));
        return command;
    }

    private static Command Pause(VerbDoors doors, Option<string?> data)
    {
        var record = Record();
        var because = new Option<string>("--because") { Description = "Why, for whoever meets it.", HelpName = "TEXT", Required = true };
        var command = new Command("pause", "Write nothing for a link until it is resumed.") { record, because };
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(
            doors, parse, data, VerbWorks.Links, new LinkRequest("pause", parse.GetValue(record)!, Environment.UserName) { Text = parse.GetValue(because) }, asJson: false, needsSystems: false, cancellation));
        return command;
    }

    private static Command Two(VerbDoors doors, Option<string?> data, string name, string description, bool isNeeded)
    {
        var record = Record();
        var partner = new Argument<string?>("PARTNER") { Description = "The id of the record in the other system.", Arity = isNeeded ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne };
        var command = new Command(name, description) { record, partner };
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(
            doors, parse, data, VerbWorks.Links, new LinkRequest(name, parse.GetValue(record)!, Environment.UserName) { Text = parse.GetValue(partner) }, asJson: false, needsSystems: false, cancellation));
        return command;
    }
}

/// <summary>What is asked of a link or record, as a person writes it; the text is a partner's id, or a reason.</summary>
internal sealed record LinkRequest(string What, string Record, string Who)
{
    public string? Text { get; init; }
}
