namespace HistoryImport.WhatsApp;

/// <summary>A container of a walk that makes history sets. It knows what is around it, and whether anything in it was understood.</summary>
abstract class SetContainer(SetWalk walk, SetContainer? parent) : JsonContainer
{
    /// <summary>Whether anything in it was understood.</summary>
    public bool IsUnderstood { get; private set; }

    protected SetWalk Walk => walk;

    protected SetContainer? Parent => parent;

    /// <summary>Something in it was understood, and so in everything around it.</summary>
    public void Understand()
    {
        for (SetContainer? container = this; container is { IsUnderstood: false }; container = container.Parent)
        {
            container.IsUnderstood = true;
        }
    }

    public sealed override bool Resume() => walk.Items.Resume();

    /// <summary>Goes into the object at hand, which is no item.</summary>
    /// <param name="place">Where it stands.</param>
    /// <returns>True, for what takes a step.</returns>
    public virtual bool EnterObject(ItemPlace place) => throw new NotSupportedException("Only entries stand in it.");

    /// <summary>Nothing in something that stands in it was understood.</summary>
    /// <param name="unknown">What, and where.</param>
    public virtual void AddUnknown(UnknownItems unknown)
    {
    }
}
