using System.Reflection;
using System.Runtime.ExceptionServices;

namespace HistoryImport.Tests.Fetching;

/// <summary>Counts the calls of a contract, and lets something happen at one of them.</summary>
#pragma warning disable CA1852 // A proxy derives from it.
class Interception : DispatchProxy
#pragma warning restore CA1852
{
    object _target = null!;
    Accident _accident = null!;

    public static T Of<T>(T target, Accident accident)
        where T : class
    {
        object proxy = Create<T, Interception>();
        ((Interception)proxy)._target = target;
        ((Interception)proxy)._accident = accident;
        return (T)proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);

        // Properties ask nothing of anybody.
        bool isCall = !targetMethod.IsSpecialName;
        bool isFatal = isCall && _accident.Before(targetMethod.DeclaringType!.Name);
        try
        {
            object? result = targetMethod.Invoke(_target, args);
            return isFatal ? throw new ProcessDiedException() : result;
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(error.InnerException);
            throw;
        }
    }
}
