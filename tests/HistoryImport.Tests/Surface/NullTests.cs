using System.Collections;
using System.Reflection;

namespace HistoryImport.Tests.Surface;

/// <summary>A list or a map that a host, or a deserialiser, sets to null is empty.</summary>
public sealed class NullTests
{
    static readonly NullabilityInfoContext _nullability = new();

    public static TheoryData<Type, string> Collections =>
    [
        .. from type in Specimen.DataTypes(typeof(Jid).Assembly)
           where type.GetConstructor(Type.EmptyTypes) is not null
           from property in type.GetProperties()
           where property.SetMethod is not null && typeof(IEnumerable).IsAssignableFrom(property.PropertyType) && property.PropertyType.IsInterface
           where _nullability.Create(property).WriteState == NullabilityState.NotNull
           select ((Type, string))(type, property.Name),
    ];

    [Theory]
    [MemberData(nameof(Collections))]
    public void Set_Null_IsEmpty(Type type, string property)
    {
        object value = Activator.CreateInstance(type)!;
        PropertyInfo set = type.GetProperty(property)!;

        set.SetValue(value, null);

        Assert.Empty((IEnumerable)set.GetValue(value)!);
    }
}
