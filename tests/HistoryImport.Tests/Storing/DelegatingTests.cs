using System.Reflection;

namespace HistoryImport.Tests.Storing;

/// <summary>What is wrapped is asked for everything: a member that is forgotten would silently be the default of the interface.</summary>
public class DelegatingTests
{
    static readonly CancellationToken _token = new(canceled: false);

    public static TheoryData<string> StoreMembers => Members(typeof(IMessageStore));

    public static TheoryData<string> CacheMembers => Members(typeof(IMessageCache));

    [Theory]
    [MemberData(nameof(StoreMembers))]
    public void Store_AnyMember_GoesToTheInner(string member)
    {
        IMessageStore inner = DispatchProxy.Create<IMessageStore, Recorder>();

        AssertForwards(typeof(IMessageStore), member, new Store(inner), inner);
    }

    [Theory]
    [MemberData(nameof(CacheMembers))]
    public void Cache_AnyMember_GoesToTheInner(string member)
    {
        IMessageCache inner = DispatchProxy.Create<IMessageCache, Recorder>();

        AssertForwards(typeof(IMessageCache), member, new Cache(inner), inner);
    }

    [Theory]
    [InlineData(typeof(DelegatingMessageStore), typeof(IMessageStore))]
    [InlineData(typeof(DelegatingMessageCache), typeof(IMessageCache))]
    public void Members_OfTheContract_CanBeOverridden(Type type, Type contract)
    {
        InterfaceMapping map = type.GetInterfaceMap(contract);

        Assert.All(map.TargetMethods, method => Assert.True(method.DeclaringType == type && method is { IsVirtual: true, IsFinal: false }, method.Name));
    }

    [Fact]
    public void Constructor_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => new Store(null!));
        Assert.Throws<ArgumentNullException>(() => new Cache(null!));
    }

    static TheoryData<string> Members(Type contract) => [.. contract.GetMethods().Select(method => method.Name)];

    static void AssertForwards(Type contract, string member, object outer, object inner)
    {
        MethodInfo method = contract.GetMethod(member)!;
        object?[] arguments = [.. method.GetParameters().Select(Argument)];
        object? answer = method.Invoke(outer, arguments);

        (string called, object?[] given, object? result) = Assert.Single(((Recorder)inner).Calls);
        Assert.Equal(member, called);
        Assert.Equal(arguments, given);
        Assert.True(method.ReturnType.IsValueType ? Equals(result, answer) : ReferenceEquals(result, answer));
    }

    // Told apart from every default.
    static object? Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(CancellationToken) => _token,
        var type when type == typeof(int) => 7,
        var type when type == typeof(long) => 8L,
        var type when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
        var type when type == typeof(ConnectionKey) => new ConnectionKey("tenant", "name"),
        var type when type == typeof(MessageBatch) => new MessageBatch(),
        var type when type == typeof(HistorySet) => new HistorySet(),
        var type when type == typeof(AliasSet) => new AliasSet(),
        var type when type == typeof(ErasureOrder) => new ErasureOrder(),
        var type when type == typeof(string) => "text",
        var type when type == typeof(CacheQuery) => new CacheQuery { Connection = new ConnectionKey("tenant", "name") },
        var type => Array.CreateInstance(type.GetGenericArguments()[0], 1),
    };

    sealed class Store(IMessageStore inner) : DelegatingMessageStore(inner);

    sealed class Cache(IMessageCache inner) : DelegatingMessageCache(inner);

#pragma warning disable CA1852 // A proxy is derived from it.
    class Recorder : DispatchProxy
    {
        public List<(string Method, object?[] Arguments, object? Result)> Calls { get; } = [];

        protected override object? Invoke(MethodInfo? method, object?[]? arguments)
        {
            object? result = method!.ReturnType == typeof(StorageScope) ? new StorageScope()
                : method.ReturnType == typeof(StoreCapabilities) ? new StoreCapabilities()
                : method.ReturnType == typeof(IMediaLedger) ? new InMemoryMessageStore().MediaLedger
                : method.ReturnType == typeof(IAsyncEnumerable<CacheBatch>) ? AsyncEnumerable.Empty<CacheBatch>()
                : method.ReturnType == typeof(ValueTask<int>) ? new ValueTask<int>(3)
                : method.ReturnType == typeof(ValueTask<long>) ? new ValueTask<long>(3)
                : method.ReturnType == typeof(ValueTask) ? new ValueTask(new TaskCompletionSource().Task)
                : Of(method.ReturnType.GetGenericArguments()[0]);
            Calls.Add((method.Name, arguments ?? [], result));
            return result;
        }

        static object Of(Type type) => typeof(Recorder).GetMethod(nameof(Never), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!;

        static ValueTask<T> Never<T>() => new(new TaskCompletionSource<T>().Task);
    }
#pragma warning restore
}
