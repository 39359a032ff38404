namespace SesamTalk.Web.Components.Pages.Timetable;

/// <summary>Names the texts of schedules.</summary>
public sealed class ScheduleTexts;
