namespace HistoryImport;

/// <summary>The connected components of all claims of one connection, and the canonical JID of each.</summary>
/// <remarks>Only grows. Not thread-safe: it belongs to the loop that prepares.</remarks>
sealed class IdentityGraph
{
    readonly Dictionary<Jid, Component> _components = [];
    readonly HashSet<Jid> _account = [];

    public IdentityGraph(AliasSet known)
    {
        foreach (Jid own in known.Account)
        {
            AddOwn(own);
        }

        foreach (JidClaim claim in known.Claims)
        {
            Add(claim);
        }
    }

    /// <summary>Components that hold more than one number: WhatsApp says these are one person, nobody can tell which number is right.</summary>
    public int Ambiguous { get; private set; }

    /// <summary>Rises whenever two JIDs turn out to be one person.</summary>
    public int Changes { get; private set; }

    public Jid Canonical(Jid jid) => _components.TryGetValue(jid, out Component? component) ? component.Canonical : jid;

    /// <summary>Every JID of the component, the given one included.</summary>
    public IReadOnlyCollection<Jid> Aliases(Jid jid) => _components.TryGetValue(jid, out Component? component) ? component.Members : [jid];

    // Asked of every sender in a group.
    public bool IsOwn(Jid jid) => _components.TryGetValue(jid, out Component? component) ? component.IsOwn : _account.Contains(jid);

    /// <summary>Whether it is known that a JID is not our own account's: of its kind the account has another.</summary>
    public bool IsSomebodyElse(Jid jid) => !IsOwn(jid) && _account.Any(own => (KindsOf(own) & KindsOf(jid)) != 0);

    public bool AddOwn(Jid jid)
    {
        if (!jid.IsPerson || !_account.Add(jid))
        {
            return false;
        }

        if (_components.TryGetValue(jid, out Component? component))
        {
            component.IsOwn = true;
        }

        return true;
    }

    /// <summary>Adds a claim.</summary>
    /// <returns>Whether it said something new.</returns>
    public bool Add(JidClaim claim)
    {
        Component left = ComponentOf(claim.Lid);
        Component right = ComponentOf(claim.Number);
        if (ReferenceEquals(left, right))
        {
            return false;
        }

        Ambiguous -= (left.IsAmbiguous ? 1 : 0) + (right.IsAmbiguous ? 1 : 0);
        (Component kept, Component given) = left.Members.Count >= right.Members.Count ? (left, right) : (right, left);
        foreach (Jid member in given.Members)
        {
            kept.Add(member);
            _components[member] = kept;
        }

        kept.IsOwn |= given.IsOwn;
        Ambiguous += kept.IsAmbiguous ? 1 : 0;
        Changes++;
        return true;
    }

    /// <summary>The joins that bring rows written under any earlier canonical JID of these to the present one.</summary>
    public IEnumerable<JidJoin> JoinsOf(params IEnumerable<Jid> jids) => Joins(jids.DistinctBy(Canonical).SelectMany(Aliases));

    public IEnumerable<JidJoin> AllJoins() => Joins(_components.Keys.Union(_account));

    // A row of our own is written anew even where its address stays.
    IEnumerable<JidJoin> Joins(IEnumerable<Jid> jids) =>
        jids.Select(jid => new JidJoin(jid, Canonical(jid)) { IsOwn = IsOwn(jid) }).Where(join => join.IsOwn || join.From != join.To);

    int KindsOf(Jid jid) => _components.TryGetValue(jid, out Component? component) ? component.Kinds : KindOf(jid);

    static int KindOf(Jid jid) => 1 << (int)jid.Kind;

    Component ComponentOf(Jid jid)
    {
        if (!_components.TryGetValue(jid, out Component? component))
        {
            _components.Add(jid, component = new Component(jid) { IsOwn = _account.Contains(jid) });
        }

        return component;
    }

    sealed class Component(Jid first)
    {
        int _numbers = first.Kind == JidKind.Number ? 1 : 0;

        public List<Jid> Members { get; } = [first];

        public Jid Canonical { get; private set; } = first;

        public bool IsAmbiguous => _numbers > 1;

        /// <summary>The kinds of its members, a bit each.</summary>
        public int Kinds { get; private set; } = KindOf(first);

        public bool IsOwn { get; set; }

        public void Add(Jid member)
        {
            Members.Add(member);
            Kinds |= KindOf(member);
            _numbers += member.Kind == JidKind.Number ? 1 : 0;
            if (Precedes(member, Canonical))
            {
                Canonical = member;
            }
        }

        // Its number: the longest, then the smallest. Whatever claims join has one.
        static bool Precedes(Jid candidate, Jid current) =>
            candidate.Kind == JidKind.Number
            && (current.Kind != JidKind.Number
                || candidate.Value.Length > current.Value.Length
                || candidate.Value.Length == current.Value.Length && candidate < current);
    }
}
