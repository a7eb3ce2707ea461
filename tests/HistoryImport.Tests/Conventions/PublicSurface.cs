using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace HistoryImport.Tests;

/// <summary>Lists what an assembly offers, in the words of C#, sorted, so that a reviewer reads a change of it as a diff.</summary>
static class PublicSurface
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string?, Type> space in types.Where(type => !type.IsNested).GroupBy(type => type.Namespace).OrderBy(space => space.Key, StringComparer.Ordinal))
        {
            text.Append("namespace ").Append(space.Key).Append(";\n");
            foreach (Type type in space.OrderBy(type => type.Name, StringComparer.Ordinal))
            {
                text.Append('\n');
                Write(text, type, "");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    static void Write(StringBuilder text, Type type, string indent)
    {
        if (type.IsDefined(typeof(FlagsAttribute)))
        {
            text.Append(indent).Append("[Flags]\n");
        }

        text.Append(indent).Append(Head(type));
        string[] members = type.IsEnum ? EnumValues(type) : Members(type);
        Type[] nested = [.. type.GetNestedTypes().OrderBy(inner => inner.Name, StringComparer.Ordinal)];
        if (typeof(Delegate).IsAssignableFrom(type) || members.Length + nested.Length == 0)
        {
            text.Append(";\n");
            return;
        }

        text.Append('\n').Append(indent).Append("{\n");
        foreach (string member in members)
        {
            text.Append(indent).Append("    ").Append(member).Append('\n');
        }

        foreach (Type inner in nested)
        {
            Write(text, inner, indent + "    ");
        }

        text.Append(indent).Append("}\n");
    }

    static string Head(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return $"public delegate {SurfaceTypes.OfReturn(invoke)} {SurfaceTypes.Name(type)}({SurfaceTypes.Parameters(invoke)})";
        }

        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + (IsRecord(type) ? "record struct" : "struct"),
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => (type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "") + (IsRecord(type) ? "record" : "class"),
        };
        IEnumerable<Type> bases = type.IsEnum ? [] : type.GetInterfaces()
            .Where(contract => contract.IsPublic && !(IsRecord(type) && contract.Name == "IEquatable`1"))
            .OrderBy(SurfaceTypes.Name, StringComparer.Ordinal);
        if (type.IsClass && type.BaseType is { } parent && parent != typeof(object))
        {
            bases = bases.Except(parent.GetInterfaces()).Prepend(parent);
        }

        string list = string.Join(", ", bases.Select(SurfaceTypes.Name));
        return $"public {kind} {SurfaceTypes.Name(type)}{(list.Length == 0 ? "" : " : " + list)}{SurfaceTypes.Constraints(type.GetGenericArguments())}";
    }

    static string[] EnumValues(Type type) =>
        [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => $"{Enum.GetName(type, value)} = {value},")];

    static string[] Members(Type type) =>
    [
        .. Sorted(type.GetFields(Declared).Where(IsOffered), Field),
        .. Sorted(type.GetConstructors(Declared).Where(constructor => IsOffered(constructor) && !IsGenerated(constructor)), Constructor),
        .. Sorted(type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsOffered) && property.Name != "EqualityContract" && !IsTestData(property.PropertyType)), Property),
        .. Sorted(type.GetEvents(Declared).Where(offered => IsOffered(offered.AddMethod!)), offered => $"public event {SurfaceTypes.Of(offered)} {offered.Name};"),
        .. Sorted(type.GetMethods(Declared).Where(method => IsOffered(method) && !IsGenerated(method) && !IsAccessor(method) && !IsTest(method)), Method),
    ];

    static IEnumerable<string> Sorted<T>(IEnumerable<T> members, Func<T, string> write)
        where T : MemberInfo =>
        members.Select(member => (member.Name, Text: write(member)))
            .OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Text, StringComparer.Ordinal)
            .Select(member => member.Text);

    static string Field(FieldInfo field)
    {
        string modifiers = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        string value = field.IsLiteral ? $" = {SurfaceTypes.Literal(field.GetRawConstantValue())}" : "";
        return $"{Access(field.IsPublic)}{modifiers}{SurfaceTypes.Of(field)} {field.Name}{value};";
    }

    static string Constructor(ConstructorInfo constructor) =>
        $"{Access(constructor.IsPublic)}{SurfaceTypes.Plain(constructor.DeclaringType!)}({SurfaceTypes.Parameters(constructor)});";

    static string Property(PropertyInfo property)
    {
        MethodInfo accessor = property.GetAccessors(nonPublic: true).First(IsOffered);
        bool isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string get = property.GetMethod is { } getter && IsOffered(getter) ? "get; " : "";
        string set = property.SetMethod is { } setter && IsOffered(setter) ? isInit ? "init; " : "set; " : "";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string name = property.GetIndexParameters() is { Length: > 0 } ? $"this[{SurfaceTypes.Parameters(accessor)}]" : property.Name;
        return $"{Access(accessor.IsPublic)}{Modifiers(accessor)}{required}{SurfaceTypes.Of(property)} {name} {{ {get}{set}}}{(IsDefault(accessor) ? " // has a default" : "")}";
    }

    static string Method(MethodInfo method)
    {
        string name = SurfaceTypes.Operator(method) ?? method.Name;
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        string constraints = method.IsGenericMethod ? SurfaceTypes.Constraints(method.GetGenericArguments()) : "";
        return $"{Access(method.IsPublic)}{Modifiers(method)}{SurfaceTypes.OfReturn(method)} {name}{generic}({SurfaceTypes.Parameters(method)}){constraints};{(IsDefault(method) ? " // has a default" : "")}";
    }

    static string Modifiers(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true, IsStatic: false } => "",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        _ when method.GetBaseDefinition().DeclaringType != method.DeclaringType => "override ",
        { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false } => "virtual ",
        _ => "",
    };

    static string Access(bool isPublic) => isPublic ? "public " : "protected ";

    static bool IsDefault(MethodInfo method) => method is { DeclaringType.IsInterface: true, IsStatic: false, IsAbstract: false };

    static bool IsOffered(MethodBase method) => method.IsPublic || (method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed;

    static bool IsOffered(FieldInfo field) =>
        !field.IsSpecialName && (field.IsPublic || (field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);

    static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute));

    static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    // What xunit finds is offered to nobody: a contract may gain a test without a change of the API.
    static bool IsTest(MethodInfo method) => method.IsDefined(typeof(FactAttribute)) || IsTestData(method.ReturnType);

    static bool IsTestData(Type type) => type.Namespace == "Xunit" && type.Name.StartsWith("TheoryData", StringComparison.Ordinal);

    static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
}
