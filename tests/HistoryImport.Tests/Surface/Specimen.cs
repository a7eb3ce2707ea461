using System.Collections;
using System.Reflection;
using System.Text;
using NSubstitute;

namespace HistoryImport.Tests.Surface;

/// <summary>Makes an instance of a data type with something in every member, found by reflection, so that no new member is forgotten.</summary>
static class Specimen
{
    public const string Mark = "hunter2";
    public const string Digits = "5511987650000";

    static readonly Jid _number = Jid.Parse(Digits + "@s.whatsapp.net");
    static readonly Jid _lid = Jid.Parse("900000000000042@lid");

    /// <summary>What must not be told by a text that is logged: of words, numbers, LIDs and bytes.</summary>
    public static IReadOnlyList<string> Marks { get; } =
        [Mark, Digits, "900000000000042", Convert.ToBase64String(Bytes), Convert.ToHexString(Bytes), string.Join(", ", Bytes)];

    static byte[] Bytes => Encoding.UTF8.GetBytes(Mark);

    /// <summary>The records and structs of an assembly: what holds data.</summary>
    public static IEnumerable<Type> DataTypes(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => !type.IsEnum && (type.IsValueType || type.GetMethod("<Clone>$") is not null));

    /// <summary>The classes of an assembly that are no records, and tell of themselves by more than their name.</summary>
    public static IEnumerable<Type> TellingClasses(Assembly assembly) => assembly.GetExportedTypes().Except(DataTypes(assembly))
        .Where(type => type is { IsClass: true, IsAbstract: false } && !typeof(Exception).IsAssignableFrom(type) && type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType == type);

    public static object Of(Type type) => Of(type, "");

    public static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod?.IsPublic == true && property.GetIndexParameters().Length == 0);

    public static bool IsList(Type type) => type != typeof(string) && !type.IsArray && type.IsInterface && typeof(IEnumerable).IsAssignableFrom(type);

    static object Of(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            // Sentences for people, made by the library: never of text or numbers.
            _ when type == typeof(string) => name.EndsWith("Reason", StringComparison.OrdinalIgnoreCase) ? "a reason" : $"{Mark} {name}",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => 41,
            _ when type == typeof(long) => 43L,
            _ when type == typeof(byte[]) => Bytes,
            _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(Bytes),
            _ when type == typeof(Stream) => new MemoryStream(Bytes),
            _ when type == typeof(Guid) => new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]),
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(1.5),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
            _ when type == typeof(Jid) => name.Equals("lid", StringComparison.OrdinalIgnoreCase) ? _lid : _number,
            _ when type == typeof(ErasureKey) => new ErasureKey([.. Enumerable.Repeat(Bytes, 5).SelectMany(bytes => bytes)]),
            _ when type == typeof(ConnectionKey) => new ConnectionKey("tenant", "connection"),
            _ when type == typeof(ContentVersion) => ContentVersion.Of(new MessageContent { Body = Mark }),
            _ when type == typeof(MessageDigest) => MessageDigest.Of(new MessageUpsert { Key = new MessageKey(_number, default, true, Mark) }),
            { IsEnum: true } => Enum.GetValues(type).Cast<object>().Last(),
            _ when type == typeof(IReadOnlyDictionary<string, int>) => new Dictionary<string, int> { ["word"] = 47 },
            _ when type == typeof(IReadOnlyDictionary<string, string>) => new Dictionary<string, string> { ["word"] = $"{Mark} {Digits}" },
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) => new Dictionary<string, long> { ["word"] = 47 },
            _ when IsList(type) => ListOf(type.GenericTypeArguments[0], name),
            // Nothing to tell, and not to be made by its constructor.
            _ when typeof(Delegate).IsAssignableFrom(type) => null!,
            { IsInterface: true } => Substitute.For([type], []),
            _ => Composed(type),
        };
    }

    static Array ListOf(Type item, string name)
    {
        var list = Array.CreateInstance(item, 2);
        list.SetValue(Of(item, name), 0);
        list.SetValue(Of(item, name), 1);
        return list;
    }

    static object Composed(Type type)
    {
        ConstructorInfo? constructor = type.GetConstructors().MaxBy(one => one.GetParameters().Length);
        object made = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType, parameter.Name!))]);
        foreach (PropertyInfo property in Settable(type))
        {
            property.SetValue(made, Of(property.PropertyType, property.Name));
        }

        return made;
    }
}
