using System.Reflection;

namespace HistoryImport.Tests;

public class TypeConventionTests
{
    public static TheoryData<string> Assemblies => Product.Names;

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicClasses_AreSealed(string assembly) => Violations.None(TypeRules.Unsealed(Public(assembly)));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicTypes_LiveInTheNamespaceOfTheirAssembly(string assembly) => Violations.None(TypeRules.InAnotherNamespace(Public(assembly)));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void AsyncMethods_TakeACancellationTokenLast(string assembly) => Violations.None(TypeRules.NotCancellable(Public(assembly)));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void AsyncMethods_SaySoInTheirNames(string assembly) =>
        Violations.None(TypeRules.AsyncWithoutSuffix(Public(assembly)).Concat(TypeRules.Blocking(Public(assembly))));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicMembers_LeaveTheConnectionAlone(string assembly) => Violations.None(TypeRules.Forbidden(Public(assembly)));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Types_KeepNoStaticState(string assembly) => Violations.None(TypeRules.MutableStatics(Product.Get(assembly).GetTypes()));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void InternalClasses_AreHandedToFew(string assembly) => Violations.None(TypeRules.HandedToMany(Product.Get(assembly).GetTypes()));

    [Fact]
    [Trait("Hazard", "H-22")]
    public void Contracts_EveryCall_NamesItsConnection()
    {
        // A decoder holds no data: what it yields belongs to whoever called it, and gets its connection in the inbox.
        Type[] withoutData = [typeof(IHistoryDecoder)];
        Type[] contracts = [.. typeof(Jid).Assembly.GetExportedTypes().Where(type => type.IsInterface).Except(withoutData)];

        Assert.Contains(typeof(IMessageStore), contracts);
        Violations.None(TypeRules.WithoutConnection(contracts));
    }

    [Fact]
    public void Rules_Violated_SaySo()
    {
        Assert.Single(TypeRules.Unsealed([typeof(Bad), typeof(Good)]));
        Assert.Single(TypeRules.InAnotherNamespace([typeof(Uri), typeof(Good), typeof(Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions)]));
        Assert.Equal(3, TypeRules.NotCancellable([typeof(Bad), typeof(Good)]).Count());
        Assert.Single(TypeRules.AsyncWithoutSuffix([typeof(Bad), typeof(Good)]));
        Assert.Single(TypeRules.Blocking([typeof(Bad), typeof(Good)]));
        Assert.Single(TypeRules.Forbidden([typeof(Bad), typeof(Good)]));
        Assert.Single(TypeRules.WithoutConnection([typeof(Good)]));
        Assert.Single(TypeRules.MutableStatics([typeof(Bad), typeof(Good)]));
        Assert.Single(TypeRules.HandedToMany([typeof(OneUser), typeof(OtherUser)], atMost: 1));
        Assert.Empty(TypeRules.HandedToMany([typeof(OneUser), typeof(OtherUser)], atMost: 2));
    }

    static Type[] Public(string assembly) => Product.Get(assembly).GetExportedTypes();

#pragma warning disable CA1052, CA1068, CA1852, CA1859, CA1823, CA2211, CS0169, CS0649, IDE0044, IDE0051 // Every member is a violation.
    class Bad
    {
        static int _count;

        public static Task Waits(CancellationToken cancellationToken = default) => Task.FromCanceled(cancellationToken);

        public static Task WithoutTokenAsync() => Task.CompletedTask;

        public static ValueTask<int> TokenFirstAsync(CancellationToken cancellationToken, int value) => new(cancellationToken.CanBeCanceled ? value : _count);

        public static ValueTask RequiredTokenAsync(CancellationToken cancellationToken) => ValueTask.FromCanceled(cancellationToken);

        public static void BlockingAsync()
        {
        }

        public static void MarkAsRead()
        {
        }
    }

    sealed class OneUser(Good good)
    {
        public override string ToString() => good.ToString()!;
    }

    sealed class OtherUser(Good good)
    {
        public override string ToString() => good.ToString()!;
    }

    sealed class Good : IAsyncDisposable
    {
        static readonly int _constant = 1;

        public static int Constant { get; } = _constant;

        public static Task WaitAsync(int value, CancellationToken cancellationToken = default) => Task.FromResult(value).WaitAsync(cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
#pragma warning restore
}
