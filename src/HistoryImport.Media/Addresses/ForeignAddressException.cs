namespace HistoryImport.Media;

/// <summary>A host of WhatsApp's is said to lie at an address that none of theirs has.</summary>
sealed class ForeignAddressException() : IOException("The host has no address on the internet. Look at the name server this machine asks.");
