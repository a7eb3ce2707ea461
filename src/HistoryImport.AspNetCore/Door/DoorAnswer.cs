namespace HistoryImport.AspNetCore;

/// <summary>What a door answers.</summary>
sealed record DoorAnswer(string? RequestId);
