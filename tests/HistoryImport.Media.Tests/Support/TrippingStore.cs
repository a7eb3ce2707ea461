using System.Reflection;

namespace HistoryImport.Media.Tests.Support;

/// <summary>A store whose ledger fails when it is told to.</summary>
sealed class TrippingStore(IMessageStore inner) : DelegatingMessageStore(inner)
{
    IMediaLedger? _ledger;

    /// <summary>Gets or sets what is thrown, by the name of what is called.</summary>
    public Func<string, Exception?> Trip { get; set; } = _ => null;

    public override IMediaLedger? MediaLedger => _ledger ??= Ledger.Around(base.MediaLedger!, this);

#pragma warning disable CA1852 // The proxy is derived from it.
    class Ledger : DispatchProxy
#pragma warning restore CA1852
    {
        IMediaLedger _inner = null!;
        TrippingStore _store = null!;

        public static IMediaLedger Around(IMediaLedger inner, TrippingStore store)
        {
            IMediaLedger made = Create<IMediaLedger, Ledger>();
            ((Ledger)(object)made)._inner = inner;
            ((Ledger)(object)made)._store = store;
            return made;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            _store.Trip(targetMethod!.Name) is { } error ? throw error : targetMethod.Invoke(_inner, args);
    }
}
