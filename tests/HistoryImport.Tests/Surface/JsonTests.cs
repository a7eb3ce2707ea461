using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Surface;

/// <summary>What a host may put on the wire comes back equal, or says that it does not pass.</summary>
public sealed class JsonTests
{
    // Stored and hashed as numbers, which never change; their words are in MessageKindExtensions and the exports.
    static readonly Type[] _numbers = [typeof(MessageKind), typeof(MessageStatus), typeof(AmendmentKind), typeof(StoreFeatures), typeof(StorageParts)];

    static readonly JsonSerializerOptions[] _options = [new(), new(JsonSerializerDefaults.Web), SurfaceJsonContext.Default.Options];

    public static TheoryData<Type> Types => [.. Specimen.DataTypes(typeof(Jid).Assembly)];

    public static TheoryData<Type> Enums => [.. typeof(Jid).Assembly.GetExportedTypes().Where(type => type.IsEnum && !_numbers.Contains(type))];

    [Theory]
    [MemberData(nameof(Types))]
    public void Serialize_EveryDataType_ComesBackEqualOrSaysThatItDoesNot(Type type)
    {
        object specimen = Specimen.Of(type);
        Assert.True(SurfaceJsonContext.Default.GetTypeInfo(type) is not null, $"Add {type.Name} to {nameof(SurfaceJsonContext)}.");
        foreach (JsonSerializerOptions options in _options)
        {
            if (type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType is { IsGenericType: true } converter && converter.GetGenericTypeDefinition() == typeof(NoJsonConverter<>))
            {
                var refused = Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(specimen, type, options));
                Assert.Contains("does not pass through JSON", refused.Message, StringComparison.Ordinal);
                Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize("{}", type, options));
                continue;
            }

            Same.Assert(specimen, JsonSerializer.Deserialize(JsonSerializer.Serialize(specimen, type, options), type, options), type.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Enums))]
    public void Serialize_EveryEnum_IsAWord(Type type)
    {
        foreach (object value in Enum.GetValues(type))
        {
            Assert.Equal($"\"{value}\"", JsonSerializer.Serialize(value, type));
        }
    }

    [Fact]
    public void Serialize_RequestWithoutDefaults_ComesBackWithTheSameValues()
    {
        var options = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };
        ImportRequest request = new() { Connection = Some.Connection, IncludeGroups = false, Fetch = false, QuietPeriod = TimeSpan.Zero };

        ImportRequest back = JsonSerializer.Deserialize<ImportRequest>(JsonSerializer.Serialize(request, options), options)!;

        Assert.Equal((false, false, TimeSpan.Zero), (back.IncludeGroups, back.Fetch, back.QuietPeriod));
    }

    [Fact]
    public void Serialize_FailedResult_IsReadByAWebClient()
    {
        var failed = new ImportResult { Outcome = ImportOutcome.Failed, Reason = "The disk is full.", ErrorType = "System.IO.IOException", IsTransient = true };

        using var json = JsonDocument.Parse(JsonSerializer.Serialize(failed, _options[1]));

        Assert.Equal("Failed", json.RootElement.GetProperty("outcome").GetString());
        Assert.Equal("System.IO.IOException", json.RootElement.GetProperty("errorType").GetString());
    }

    [Fact]
    public void Serialize_Jid_IsItsTextAlsoAsAKey()
    {
        var jid = Jid.Parse("5511987654321:3@c.us");

        Assert.Equal("\"5511987654321@s.whatsapp.net\"", JsonSerializer.Serialize(jid));
        Assert.Equal(jid, JsonSerializer.Deserialize<Jid>("\" 5511987654321@c.us\""));
        Assert.Equal("\"\"", JsonSerializer.Serialize(default(Jid)));
        Assert.Equal(default, JsonSerializer.Deserialize<Jid>("\"\""));
        var map = new Dictionary<Jid, int> { [jid] = 1 };
        Assert.Equal(map, JsonSerializer.Deserialize<Dictionary<Jid, int>>(JsonSerializer.Serialize(map)));
    }

    [Fact]
    public void Serialize_ConnectionKey_FollowsTheNamesOfTheOptions()
    {
        Assert.Equal("""{"Tenant":"a","Name":"b"}""", JsonSerializer.Serialize(new ConnectionKey("a", "b")));
        Assert.Equal("""{"tenant":"a","name":"b"}""", JsonSerializer.Serialize(new ConnectionKey("a", "b"), _options[1]));
    }

    [Theory]
    [InlineData(typeof(Jid), "\"hunter2\"")]
    [InlineData(typeof(Jid), "7")]
    [InlineData(typeof(ContentVersion), "\"hunter2\"")]
    [InlineData(typeof(MessageDigest), "\"00\"")]
    [InlineData(typeof(ConnectionKey), "\"hunter2\"")]
    [InlineData(typeof(ConnectionKey), "{}")]
    [InlineData(typeof(ConnectionKey), """["tenant","hunter2","name","c"]""")]
    [InlineData(typeof(ConnectionKey), """{"tenant":"hunter2\u0000","name":"c"}""")]
    [InlineData(typeof(ConnectionKey), """{"tenant":7,"name":"c"}""")]
    public void Deserialize_Wrong_IsAJsonExceptionThatRepeatsNothing(Type type, string json)
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, type));

        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Deserialize_ConnectionKey_InAnyOrderAndCaseKeepsTheTwoApart()
    {
        Assert.Equal(new ConnectionKey("a/b", "c"), JsonSerializer.Deserialize<ConnectionKey>("""{"more":{"x":[1]},"name":"c","TENANT":"a/b"}"""));
        Assert.NotEqual(JsonSerializer.Serialize(new ConnectionKey("a/b", "c")), JsonSerializer.Serialize(new ConnectionKey("a", "b/c")));
    }
}
