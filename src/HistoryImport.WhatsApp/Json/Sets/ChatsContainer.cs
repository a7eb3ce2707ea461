using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>Chats: an array of them, or an object of them by JID.</summary>
sealed class ChatsContainer(SetWalk walk, SetContainer parent, ItemPlace place, bool isObject = false) : ObjectOrArray(walk, parent, isObject)
{
    string? _id;

    public override bool Step(byte next)
    {
        if (next == (byte)'{')
        {
            return Walk.Enter(new ChatContainer(Walk, this, place, _id));
        }

        Walk.AddProblem("An element that should be a chat is no object.");
        return Walk.Pass();
    }

    public override void AddUnknown(UnknownItems unknown) => Walk.AddProblem(unknown);

    protected override void Name(ReadOnlySpan<byte> name) => _id = Encoding.UTF8.GetString(name);
}
