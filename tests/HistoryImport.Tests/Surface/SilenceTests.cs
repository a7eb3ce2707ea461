using System.Collections;
using System.Reflection;

namespace HistoryImport.Tests.Surface;

/// <summary>A host that logs an object of ours says nothing about people.</summary>
public sealed class SilenceTests
{
    // Values that are their text, the host's own names, what errors call a database, and what a failed test shows.
    static readonly Type[] _spoken =
        [typeof(Jid), typeof(ConnectionKey), typeof(EntityFrameworkCore.StoredConnection), typeof(StorageMedium), typeof(Testing.Xunit.StoredRow)];

    public static TheoryData<Type> Types => [.. Product.Assemblies.SelectMany(Specimen.DataTypes).Except(_spoken)];

    public static TheoryData<Type> Classes => [.. Product.Assemblies.SelectMany(Specimen.TellingClasses).Except(_spoken)];

    public static TheoryData<Type> Structs => [.. Product.Assemblies.SelectMany(Specimen.DataTypes).Where(type => type.IsValueType)];

    [Theory]
    [MemberData(nameof(Types))]
    [MemberData(nameof(Classes))]
    public void ToString_EveryDataType_TellsNoTextNumberOrKey(Type type)
    {
        string text = Specimen.Of(type).ToString()!;

        Assert.NotEqual("", text);
        Assert.All(Specimen.Marks, mark => Assert.DoesNotContain(mark, text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Init_ListThatIsNull_IsEmpty(Type type)
    {
        var context = new NullabilityInfoContext();
        foreach (PropertyInfo property in Specimen.Settable(type).Where(property => Specimen.IsList(property.PropertyType)))
        {
            if (context.Create(property).ReadState == NullabilityState.Nullable)
            {
                continue;
            }

            object specimen = Specimen.Of(type);
            property.SetValue(specimen, null);

            Assert.True(property.GetValue(specimen) is IEnumerable, $"{type.Name}.{property.Name} takes null, and gives it back.");
        }
    }

    [Theory]
    [MemberData(nameof(Structs))]
    public void Default_EveryStruct_HoldsNoNull(Type type)
    {
        object nothing = Activator.CreateInstance(type)!;
        var context = new NullabilityInfoContext();
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => !property.PropertyType.IsValueType))
        {
            Assert.True(
                context.Create(property).ReadState == NullabilityState.Nullable || property.GetValue(nothing) is not null,
                $"{type.Name}.{property.Name} is null in the default value.");
        }
    }

    [Fact]
    public void Default_OfResults_ReadsAsNoSuccess()
    {
        Assert.Equal(ImportOutcome.Unknown, new ImportResult().Outcome);
        Assert.Equal((RunState.Unknown, ImportPhase.Unknown), (new ImportStatus().State, new ImportStatus().Phase));
        Assert.Equal(FetchStatus.NotSupported, default);
        Assert.Equal(UpsertOutcome.Unknown, default);
        Assert.Null(new ImportResult().FetchEnd);
        Assert.Equal(default, new MessageKey(default, default, false, ""));
        Assert.Equal(default, new HistoryName(default, default, ""));
    }
}
