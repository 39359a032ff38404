using System.Security.Cryptography;
using System.Text;
using SesamTalk.Tests;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCaseOrderer(typeof(TestOrder))]
[assembly: TestCollectionOrderer(typeof(TestOrder))]

namespace SesamTalk.Tests;

/// <summary>
/// The order of tests, by a shuffle of their names: the same on every machine and in every folder, so that a test that hangs on
/// what ran before it fails everywhere or nowhere. <c>SESAMTALK_ORDER=7</c> shuffles otherwise, to look for such tests.
/// </summary>
public sealed class TestOrder : ITestCaseOrderer, ITestCollectionOrderer
{
    private static readonly string Seed = Environment.GetEnvironmentVariable("SESAMTALK_ORDER") ?? "0";

    public IReadOnlyCollection<T> OrderTestCases<T>(IReadOnlyCollection<T> testCases)
        where T : notnull, ITestCase => [.. testCases.OrderBy(one => Place($"{one.TestClassName}.{one.TestMethodName} {one.TestCaseDisplayName}"))];

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection => [.. testCollections.OrderBy(one => Place(one.TestCollectionDisplayName))];

    private static ulong Place(string name) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name + Seed)));
}
