namespace KarstLogger.Gateway.BoxVisits;

/// <summary>Something that a person should know of a visit at the box: by a code, for pages in their own language, and in words.</summary>
/// <param name="Code">What it is (docs/api.md).</param>
/// <param name="Text">In words.</param>
/// <param name="What">The step or calibration that it speaks of; absent where it speaks of none.</param>
/// <param name="First">First sequence of the frames that it speaks of.</param>
/// <param name="Last">Last of them, included.</param>
public sealed record BoxVisitNote(string Code, string Text, string? What = null, uint? First = null, uint? Last = null);
