using System.Reflection;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Tests.Web.Auth;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Tests.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

/// <summary>The very tests of engine, jobs, accounts and housekeeping once more, with the state in PostgreSQL: some of each by default, all of them in full.</summary>
public sealed class SameOnPostgresTests(PostgresServer server, ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    /// <summary>The rooms whose tests keep their state where they are told to.</summary>
    private static readonly string[] Rooms = [typeof(FirstMeetingTests).Namespace!, typeof(RunQueueTests).Namespace!];

    private static readonly Type[] Beside = [typeof(HousekeepingTests), typeof(AlertTests), typeof(AccountsTests)];

    /// <summary>What is called by default: something of every room's trade.</summary>
    private static readonly (Type Class, string[] Methods)[] Always =
    [
        (typeof(FirstMeetingTests), [nameof(FirstMeetingTests.A_forecast_is_counted_for_each_pair)]),
        (typeof(DecisionTests), [nameof(DecisionTests.A_value_of_ones_own_for_each_side_is_written_to_each_and_stays), nameof(DecisionTests.Two_who_decide_at_once_are_told_and_the_first_one_counts)]),
        (typeof(DeleteTests), [nameof(DeleteTests.A_delete_waits_for_approval_and_is_then_carried_out_with_the_name_of_who_approved)]),
        (typeof(UndoTests), [nameof(UndoTests.An_undone_creation_is_removed_never_made_anew_and_can_be_brought_back)]),
        (typeof(StoredPlanTests), [nameof(StoredPlanTests.Exactly_the_plan_is_carried_out_what_moved_is_skipped_with_a_reason_and_what_is_new_waits)]),
        (typeof(LinkHistoryTests), [nameof(LinkHistoryTests.A_write_whose_answer_was_lost_is_in_the_history_once)]),
        (typeof(PersonTests), [nameof(PersonTests.What_was_erased_is_nowhere_in_the_state_and_no_run_brings_it_back)]),
        (typeof(RunQueueTests), [nameof(RunQueueTests.A_plan_an_undoing_and_single_records_reach_the_runner_each_in_its_turn)]),
        (typeof(SchedulesTests), [nameof(SchedulesTests.A_change_takes_effect_without_a_restart_and_only_a_change_moves_the_rhythm)]),
        (typeof(HousekeepingTests), [nameof(HousekeepingTests.What_is_old_goes_and_what_is_open_or_the_audit_stays)]),
        (typeof(AccountsTests), [nameof(AccountsTests.A_token_acts_for_its_owner_with_no_more_than_its_role_and_until_it_is_taken_back)]),
        (typeof(AccountsTests), [nameof(AccountsTests.An_entry_that_is_changed_removed_or_slipped_in_breaks_the_chain)]),
    ];

    /// <summary>What is of one process with files alone, and why.</summary>
    private static readonly Dictionary<string, string> OfFiles = new()
    {
        [nameof(JobStoreTests.What_was_queued_survives_a_restart)] = "A node that stops hands its runs on: they come first, and have all threads.",
        [nameof(HousekeepingTests.The_house_is_kept_once_a_day_and_its_backups_do_not_pile_up)] = "PostgreSQL is backed up by its own tools.",
        [nameof(JobStoreTests.Two_hosts_in_one_process_keep_apart)] = "It looks at the file of jobs.",
    };

    private static PostgresDatabase? _template;

    [Theory]
    [MemberData(nameof(Classes))]
    public async Task The_same_holds_with_the_state_in_PostgreSQL(string name)
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        var template = _template ??= await ChosenStore.TemplateAsync(server);
        var type = typeof(SameOnPostgresTests).Assembly.GetType(name)!;
        var called = 0;
        foreach (var (method, arguments) in TestsOf(type))
        {
            await using var store = new ChosenStore(template);
            await store.CallAsync(() => RunAsync(type, method, arguments));
            called++;
        }

        called.ShouldBeGreaterThan(0);
        output.WriteLine($"{called} tests.");
    }

    public static IEnumerable<TheoryDataRow<string>> Classes() =>
        IsFull ? typeof(SameOnPostgresTests).Assembly.GetTypes().Where(IsPortable).Select(type => new TheoryDataRow<string>(type.FullName!)) : Always.Select(one => one.Class.FullName!).Distinct().Select(name => new TheoryDataRow<string>(name));

    private static bool IsPortable(Type type) => (Rooms.Contains(type.Namespace) || Beside.Contains(type)) && !type.IsAbstract && type.GetConstructor([]) is not null && TestsOf(type).Any();

    private static IEnumerable<(MethodInfo Method, object?[] Arguments)> TestsOf(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        where method.GetCustomAttribute<FactAttribute>() is { Skip: null } && typeof(Task).IsAssignableFrom(method.ReturnType) && !OfFiles.ContainsKey(method.Name)
        where IsFull || Always.Any(one => one.Class == type && one.Methods.Contains(method.Name))
        from arguments in method.GetParameters().Length == 0 ? [[]] : method.GetCustomAttributes<InlineDataAttribute>().Select(data => With(method, data.Data))
        select (method, arguments);

    private static object?[] With(MethodInfo method, object?[] given) => [.. method.GetParameters().Select((parameter, at) => at < given.Length ? given[at] : parameter.DefaultValue)];

    private static async Task RunAsync(Type type, MethodInfo method, object?[] arguments)
    {
        var test = Activator.CreateInstance(type)!;
        try
        {
            if (test is IAsyncLifetime begins) await begins.InitializeAsync();
            await (Task)method.Invoke(test, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        }
        catch (Exception failed)
        {
            throw new InvalidOperationException($"{type.Name}.{method.Name}({string.Join(", ", arguments)}): {failed.Message}", failed);
        }
        finally
        {
            if (test is IAsyncDisposable ends) await ends.DisposeAsync();
            else (test as IDisposable)?.Dispose();
        }
    }
}
