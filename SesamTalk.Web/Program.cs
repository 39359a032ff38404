using SesamTalk.Web;
using SesamTalk.Web.Cli;

return await TalkCommand.RunAsync(args, TalkVerbs.Doors);

/// <summary>Public so that tests can start the site.</summary>
public partial class Program;
