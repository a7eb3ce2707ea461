using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace HistoryImport.Tests;

/// <summary>Writes types as C# writes them, nullability included.</summary>
static class SurfaceTypes
{
    static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(double)] = "double", [typeof(float)] = "float", [typeof(decimal)] = "decimal",
    };

    static readonly Dictionary<string, string> _operators = new()
    {
        ["op_Equality"] = "==", ["op_Inequality"] = "!=", ["op_LessThan"] = "<", ["op_GreaterThan"] = ">",
        ["op_LessThanOrEqual"] = "<=", ["op_GreaterThanOrEqual"] = ">=", ["op_Addition"] = "+", ["op_Subtraction"] = "-",
    };

    public static string Of(FieldInfo field) => Annotated(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(PropertyInfo property) => Annotated(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(EventInfo handler) => Annotated(handler.EventHandlerType!, new NullabilityInfoContext().Create(handler));

    public static string OfReturn(MethodInfo method) => Annotated(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));

    public static string Parameters(MethodBase method)
    {
        string first = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return first + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    public static string? Operator(MethodInfo method) =>
        method.IsSpecialName && _operators.TryGetValue(method.Name, out string? sign) ? $"operator {sign}" : null;

    public static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        return _keywords.TryGetValue(type, out string? keyword) ? keyword
            : type.IsGenericType ? $"{Plain(type)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : Plain(type);
    }

    public static string Plain(Type type)
    {
        int arity = type.Name.IndexOf('`', StringComparison.Ordinal);
        string name = arity < 0 ? type.Name : type.Name[..arity];
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Plain(type.DeclaringType!)}.{name}" : name;
    }

    public static string Constraints(Type[] arguments) => string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
    {
        GenericParameterAttributes attributes = argument.GenericParameterAttributes;
        bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> limits = [.. argument.GetGenericParameterConstraints().Where(limit => limit != typeof(ValueType)).Select(Name)];
        if (isStruct || attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            limits.Insert(0, isStruct ? "struct" : "class");
        }

        if (!isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            limits.Add("new()");
        }

        return limits.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", limits)}";
    }));

    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable simple => simple.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    static string Parameter(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        string kind = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "",
        };
        string value = !parameter.HasDefaultValue ? ""
            : parameter.DefaultValue is null && type.IsValueType && Nullable.GetUnderlyingType(type) is null ? " = default"
            : $" = {Literal(parameter.DefaultValue)}";
        return $"{kind}{Annotated(type, new NullabilityInfoContext().Create(parameter))} {parameter.Name}{value}";
    }

    static string Annotated(Type type, NullabilityInfo nullability)
    {
        NullabilityInfo info = nullability;
        if (type.IsByRef)
        {
            return "ref " + Annotated(type.GetElementType()!, info);
        }

        string mark = !type.IsValueType && (info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable) ? "?" : "";
        if (type.IsArray)
        {
            return Annotated(type.GetElementType()!, info.ElementType ?? info) + "[]" + mark;
        }

        // The arguments of a Nullable<T> are those of its T.
        if (Nullable.GetUnderlyingType(type) is not null || !type.IsGenericType)
        {
            return Name(type) + mark;
        }

        Type[] arguments = type.GetGenericArguments();
        IEnumerable<string> names = arguments.Length == info.GenericTypeArguments.Length
            ? arguments.Zip(info.GenericTypeArguments, Annotated)
            : arguments.Select(Name);
        return $"{Plain(type)}<{string.Join(", ", names)}>{mark}";
    }
}
