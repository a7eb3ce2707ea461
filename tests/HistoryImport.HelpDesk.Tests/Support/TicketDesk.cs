namespace HistoryImport.HelpDesk.Tests.Support;

/// <summary>One desk for all tests of tickets: each has customers of its own.</summary>
[CollectionDefinition]
public sealed class TicketDesk : ICollectionFixture<DeskFixture>;
