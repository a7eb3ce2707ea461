using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;

namespace HistoryImport.Tests.Surface;

/// <summary>Compares values member by member, and lists item by item; what does not pass through JSON is left out.</summary>
static class Same
{
    public static void Assert(object? expected, object? actual, string path = "")
    {
        switch (expected)
        {
            case null:
                Xunit.Assert.True(actual is null, $"{path} came back as {actual?.GetType().Name}");
                break;
            case ReadOnlyMemory<byte> bytes:
                Xunit.Assert.Equal(bytes.ToArray(), Xunit.Assert.IsType<ReadOnlyMemory<byte>>(actual).ToArray());
                break;
            case IDictionary map:
                Xunit.Assert.Equal(map.Cast<object>(), ((IEnumerable)actual!).Cast<object>());
                break;
            case IEnumerable items when expected is not string:
                object[] left = [.. items.Cast<object>()], right = [.. ((IEnumerable?)actual ?? Array.Empty<object>()).Cast<object>()];
                Xunit.Assert.True(left.Length == right.Length, $"{path} came back with {right.Length} items");
                for (int i = 0; i < left.Length; i++)
                {
                    Assert(left[i], right[i], $"{path}[{i}]");
                }

                break;
            case not string when IsComposed(expected.GetType()):
                Xunit.Assert.IsType(expected.GetType(), actual);
                foreach (PropertyInfo property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition != JsonIgnoreCondition.Always))
                {
                    Assert(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
                }

                break;
            default:
                Xunit.Assert.True(expected.Equals(actual), $"{path} came back as another value");
                break;
        }
    }

    // A value with text of its own is one value.
    static bool IsComposed(Type type) =>
        type.Assembly == typeof(Jid).Assembly && !type.IsEnum && !type.GetInterfaces().Any(one => one.Name == "IParsable`1");
}
