using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace KarstLogger.TestSupport;

/// <summary>
/// A fact about reference files that are not kept in the project (real records, gaugings). Where the reference root (<see cref="ReferenceFiles"/>) does not hold
/// them there is nothing to test, and the fact is not collected: it is neither skipped nor passed. <c>./karst test</c> says which root it used.
/// </summary>
/// <param name="files">Paths below the reference root, with <c>/</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("KarstLogger.TestSupport.SharedFactDiscoverer", "KarstLogger.TestSupport")]
public sealed class SharedFactAttribute(params string[] files) : FactAttribute
{
    /// <summary>What must be there.</summary>
    public string[] Files { get; } = files;
}

/// <summary>Collects a <see cref="SharedFactAttribute"/> where its files are.</summary>
public sealed class SharedFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        if (AreThere(testMethod, factAttribute))
            yield return new XunitTestCase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
    }

    internal static bool AreThere(ITestMethod method, IAttributeInfo attribute)
    {
        string[] files = [.. attribute.GetConstructorArguments().Single() is IEnumerable<object> named ? named.Cast<string>() : []];
        return files.Length > 0 ? files.All(ReferenceFiles.Has)
            : throw new InvalidOperationException($"{method.Method.Name} names no file; a test without one is a plain [Fact] or [Theory].");
    }
}

/// <summary>A theory about reference files that are not kept in the project; collected as <see cref="SharedFactAttribute"/> is.</summary>
/// <param name="files">Paths below the reference root, with <c>/</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("KarstLogger.TestSupport.SharedTheoryDiscoverer", "KarstLogger.TestSupport")]
public sealed class SharedTheoryAttribute(params string[] files) : TheoryAttribute
{
    /// <summary>What must be there.</summary>
    public string[] Files { get; } = files;
}

/// <summary>Collects a <see cref="SharedTheoryAttribute"/> where its files are.</summary>
public sealed class SharedTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    /// <inheritdoc/>
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        SharedFactDiscoverer.AreThere(testMethod, factAttribute) ? base.Discover(discoveryOptions, testMethod, factAttribute) : [];
}
