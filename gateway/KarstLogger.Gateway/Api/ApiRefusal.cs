namespace KarstLogger.Gateway.Api;

/// <summary>A request that is refused: becomes a problem+json answer that names the field and what is permitted.</summary>
public sealed class ApiRefusal : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="status">HTTP status, 400 to 499.</param>
    /// <param name="what">What is wrong, for a person.</param>
    /// <param name="field">The field or query parameter; absent where it is none.</param>
    /// <param name="permitted">What is permitted there.</param>
    public ApiRefusal(int status, string what, string? field = null, string? permitted = null) : base(what) => (Status, Field, Permitted) = (status, field, permitted);

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>The field or query parameter.</summary>
    public string? Field { get; }

    /// <summary>What is permitted.</summary>
    public string? Permitted { get; }

    /// <summary>A field that does not fit.</summary>
    public static ApiRefusal OfField(string field, string what, string permitted) => new(StatusCodes.Status400BadRequest, what, field, permitted);

    /// <summary>Something that the store does not know.</summary>
    public static ApiRefusal Unknown(string what) => new(StatusCodes.Status404NotFound, what);
}
