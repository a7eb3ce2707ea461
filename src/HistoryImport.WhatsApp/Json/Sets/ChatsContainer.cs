namespace HistoryImport.WhatsApp;

/// <summary>An array of chats.</summary>
sealed class ChatsContainer(SetWalk walk, ItemPlace place) : JsonContainer
{
    public override bool IsObject => false;

    public override bool Step(byte next)
    {
        if (next == (byte)'{')
        {
            return walk.Enter(new ChatContainer(walk, place));
        }

        walk.AddProblem("An element that should be a chat is no object.");
        return walk.Pass();
    }
}
