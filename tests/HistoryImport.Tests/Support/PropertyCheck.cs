using FsCheck;
using FsCheck.Fluent;

namespace HistoryImport.Tests;

/// <summary>Runs a property; a failure names the case and the seed that repeats it.</summary>
static class PropertyCheck
{
    public static void That<T>(Gen<T> cases, Func<T, bool> holds, int runs = 1000) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(runs));
}
