using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace SesamTalk.Tests.House;

/// <summary>What the house was compiled to: which methods a method calls, by itself and through others of ours, whatever the sources look like.</summary>
internal static class Compiled
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);
    private static readonly ConcurrentDictionary<MethodBase, IReadOnlyList<MethodBase>> Known = [];

    /// <summary>The methods and constructors that a type declares, its lambdas and steps included.</summary>
    public static IEnumerable<MethodBase> Of(Type type) => type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)).Concat(type.GetNestedTypes(BindingFlags.NonPublic | BindingFlags.Public).SelectMany(Of));

    /// <summary>What a method calls, or makes a delegate of; of an asynchronous one what its steps call.</summary>
    public static IReadOnlyList<MethodBase> Calls(MethodBase method) => Known.GetOrAdd(method, static of => [.. Read(of).Distinct()]);

    /// <summary>Whether a method comes to one of these, by however many calls through our own code.</summary>
    public static bool Reaches(MethodBase start, Func<MethodBase, bool> wanted)
    {
        HashSet<MethodBase> seen = [start];
        var next = new Stack<MethodBase>([start]);
        while (next.TryPop(out var method))
            foreach (var called in Calls(method))
            {
                if (wanted(called)) return true;
                if (IsOurs(called) && seen.Add(called)) next.Push(called);
            }

        return false;
    }

    /// <summary>Whether a method is one of the house's.</summary>
    public static bool IsOurs(MethodBase method) => method.DeclaringType?.Assembly.GetName().Name is "SesamTalk.Engine" or "SesamTalk.Web";

    private static IEnumerable<MethodBase> Read(MethodBase method)
    {
        if (method.GetCustomAttribute<StateMachineAttribute>()?.StateMachineType.GetMethod("MoveNext", Own) is { } steps)
            foreach (var called in Read(steps)) yield return called;
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il) yield break;
        for (var at = 0; at < il.Length;)
        {
            short value = il[at++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | il[at++]));
            var code = Codes[value];
            if (code.OperandType == OperandType.InlineMethod && Resolved(method, BitConverter.ToInt32(il, at)) is { } called) yield return called;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    // Of a generic method it is its definition that is looked into.
    private static MethodBase? Resolved(MethodBase method, int token) =>
        method.Module.ResolveMethod(token, method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null) is { } found
            ? found is MethodInfo { IsGenericMethod: true } made ? made.GetGenericMethodDefinition() : found
            : null;
}
