namespace SesamTalk.Web.Components.Shared;

/// <summary>The icons of the site; each is a few strokes in <c>Icon.razor</c>, never a font or a file from elsewhere.</summary>
public enum IconName { Dataflows, Links, Import, Menu, Search, Language, Theme, Sync, Close, Open, Copy, File, Overview, Runs, Systems, Settings, Help, Add, More, Bell, Conflicts, Deletes, Users, Audit, Person, Checklists }
