using SesamTalk.Web;
using SesamTalk.Web.Cli;

return await TalkCommand.RunAsync(args, new VerbDoors(TalkFolders.Data, TalkSite.ServeAsync, TalkVerbs.OpenAsync));

/// <summary>Public so that tests can start the site.</summary>
public partial class Program;
