using System.Reflection;
using System.Runtime.CompilerServices;

namespace HistoryImport.Tests;

/// <summary>The rules for public types. Each gives the violations, as text.</summary>
static class TypeRules
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    const BindingFlags AllInstance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    const BindingFlags AllStatic = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Open for inheritance on purpose: an exception that a store may derive from, and what is made to be derived from.</summary>
    static readonly string[] _unsealed =
    [
        "HistoryStorageException", "DelegatingMessageCache", "DelegatingMessageStore", "MessageStoreContract", "MessageCacheContract", "StateStoreContract", "ProjectionContract",
        "MediaLedgerContract",
    ];

    /// <summary>What the library must never offer: it leaves the connection as it is, and says nothing to anybody.</summary>
    static readonly string[] _forbiddenVerbs = ["Logout", "LogOut", "Disconnect", "Pairing", "MarkRead", "MarkAsRead", "SendMessage", "SendText", "Download"];

    public static IEnumerable<string> Unsealed(IEnumerable<Type> types) =>
        from type in types
        where type.IsClass && !type.IsSealed && !_unsealed.Contains(type.Name)
        select $"{type.FullName} is open for inheritance: seal it.";

    public static IEnumerable<string> InAnotherNamespace(IEnumerable<Type> types) =>
        from type in types
        let assembly = type.Assembly.GetName().Name
        let extendsServices = type is { IsAbstract: true, IsSealed: true, Namespace: "Microsoft.Extensions.DependencyInjection" }
            && type.Name.EndsWith("Extensions", StringComparison.Ordinal)
        where type.Namespace != assembly && !extendsServices
        select $"{type.FullName} belongs into the namespace {assembly}.";

    public static IEnumerable<string> NotCancellable(IEnumerable<Type> types) =>
        from type in types
        from method in type.GetMethods(Declared)
        where IsAsync(method.ReturnType) && !IsRunByXunit(method)
        let last = method.GetParameters().LastOrDefault()
        where last?.ParameterType != typeof(CancellationToken) || !last.HasDefaultValue
        select $"{type.FullName}.{method.Name} is asynchronous: its last parameter has to be an optional CancellationToken.";

    public static IEnumerable<string> AsyncWithoutSuffix(IEnumerable<Type> types) =>
        from type in types
        from method in type.GetMethods(Declared)
        where IsAsync(method.ReturnType) && !method.Name.EndsWith("Async", StringComparison.Ordinal) && !IsRunByXunit(method)
        select $"{type.FullName}.{method.Name} is asynchronous: its name has to end in Async.";

    public static IEnumerable<string> Blocking(IEnumerable<Type> types) =>
        from type in types
        from method in type.GetMethods(Declared)
        where method.Name.EndsWith("Async", StringComparison.Ordinal) && !IsAsync(method.ReturnType)
        select $"{type.FullName}.{method.Name} promises to be asynchronous, and is not.";

    public static IEnumerable<string> Forbidden(IEnumerable<Type> types) =>
        from type in types
        from name in type.GetMembers(Declared).Select(member => $"{type.Name}.{member.Name}")
        from verb in _forbiddenVerbs
        where name.Contains(verb, StringComparison.Ordinal)
        select $"{name} offers what the library must never do: {verb}.";

    /// <summary>Of asynchronous methods: the others hold no data.</summary>
    public static IEnumerable<string> WithoutConnection(IEnumerable<Type> types) =>
        from type in types
        from method in type.GetMethods(Declared)
        where IsAsync(method.ReturnType) && method.Name != nameof(IAsyncDisposable.DisposeAsync)
        where method.ReturnType != typeof(ValueTask<CacheUsage?>) // Sums over everybody are nobody's data.
        where method.GetParameters()[0].Name != "tenant"

        // What tells whose there is anything names nobody's.
        where method.ReturnType != typeof(ValueTask<IReadOnlyList<ConnectionKey>>)
        let first = method.GetParameters()[0].ParameterType
        where first != typeof(ConnectionKey) && first.GetProperty("Connection")?.PropertyType != typeof(ConnectionKey)
        select $"{type.FullName}.{method.Name} does not say whose data it means: its first parameter has to be, or to hold, the ConnectionKey, or to be the tenant.";

    /// <summary>Of all types: what everybody is handed says nothing of what anybody needs.</summary>
    public static IEnumerable<string> HandedToMany(IEnumerable<Type> types, int atMost = 12) =>
        from type in types
        where !IsGenerated(type)
        from constructor in type.GetConstructors(AllInstance)
        from parameter in constructor.GetParameters()
        where parameter.ParameterType is { IsClass: true, IsVisible: false } given && given.Assembly == type.Assembly && given != type
        group type by parameter.ParameterType into users
        let count = users.Distinct().Count()
        where count > atMost
        select $"{users.Key.FullName} is a constructor parameter of {count} classes: at most {atMost}.";

    /// <summary>Of all types, not only the public ones.</summary>
    public static IEnumerable<string> MutableStatics(IEnumerable<Type> types) =>
        from type in types
        where !IsGenerated(type) && !IsProtobuf(type)
        from field in type.GetFields(AllStatic)
        where !field.IsInitOnly && !field.IsLiteral && !IsGenerated(field)
        select $"{type.FullName}.{field.Name} is static state: inject it.";

    static bool IsAsync(Type type) =>
        typeof(Task).IsAssignableFrom(type)
        || type == typeof(ValueTask)
        || type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));

    // Nobody calls a test, nor what surrounds one.
    static bool IsRunByXunit(MethodInfo method) =>
        method.Name is nameof(IAsyncDisposable.DisposeAsync) or nameof(IAsyncLifetime.InitializeAsync)
        || method.GetCustomAttributes().Any(attribute => attribute is FactAttribute);

    // The compiler of .proto files does not mark all it writes.
    static bool IsProtobuf(Type type) => type.Namespace?.EndsWith(".Wire", StringComparison.Ordinal) == true && type.Name.EndsWith("Reflection", StringComparison.Ordinal);

    static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute))
        || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
        || member.DeclaringType is { } outer && IsGenerated(outer);
}
