using System.CommandLine;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Cli;

/// <summary>"user": who may sign in, and as what. Passwords are chosen by their owners, by a link that is told once.</summary>
internal static class UserVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var list = new Command("list", "List who may sign in.") { json };
        list.SetAction((parse, cancellation) => DoAsync(doors, parse, data, new UserRequest("list", "", Environment.UserName), parse.GetValue(json), cancellation));
        return new("user", "Add people who may sign in, give them roles, shut them out, or give them a link to a new password.")
        {
            list,
            WithRole(doors, data, "add", "Add somebody. The link that is told lets them choose a password, once."),
            WithRole(doors, data, "role", "Give somebody another role; it acts at once."),
            One(doors, data, "reset", "Give somebody who lost the password or the phone a link to choose a new one; their sessions end."),
            One(doors, data, "lock", "Shut somebody out, at once and everywhere. What they did stays under their name."),
            One(doors, data, "unlock", "Let somebody in again, also one who typed a wrong password too often."),
            One(doors, data, "remove", "Take somebody's account away. What they did stays under their name."),
        };
    }

    private static Argument<string> Name() => new("NAME") { Description = "The name that they sign in by." };

    private static Command One(VerbDoors doors, Option<string?> data, string name, string description)
    {
        var who = Name();
        var command = new Command(name, description) { who };
        command.SetAction((parse, cancellation) => DoAsync(doors, parse, data, new UserRequest(name, parse.GetValue(who)!, Environment.UserName), asJson: false, cancellation));
        return command;
    }

    private static Command WithRole(VerbDoors doors, Option<string?> data, string name, string description)
    {
        var who = Name();
        var role = new Argument<Role>("ROLE") { Description = $"One of {string.Join(", ", Acts.Roles)}; each may all that those before it may." };
        role.AcceptOnlyFromAmong([.. Acts.Roles.Select(one => one.ToString())]);
        var command = new Command(name, description) { who, role };
        command.SetAction((parse, cancellation) => DoAsync(doors, parse, data, new UserRequest(name, parse.GetValue(who)!, Environment.UserName) { Role = parse.GetValue(role) }, asJson: false, cancellation));
        return command;
    }

    private static Task<int> DoAsync(VerbDoors doors, ParseResult parse, Option<string?> data, UserRequest request, bool asJson, CancellationToken cancellation) =>
        DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Users, request, asJson, needsSystems: false, cancellation);
}

/// <summary>What is asked about a person.</summary>
internal sealed record UserRequest(string What, string Name, string Who)
{
    public Role Role { get; init; }
}
