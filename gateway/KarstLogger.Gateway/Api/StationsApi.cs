using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Api;

/// <summary>One variable of the catalogue.</summary>
public sealed record VariableView(string Key, string Unit, string Name, int Decimals, IReadOnlyList<string> Uses);

/// <summary>Catalogue and stations.</summary>
public static class StationsApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/variables", (HttpContext context) => Answer.Json(context, Variables)).Produces<Listing<VariableView>>().WithSummary("The variables, their units and what each is computed from.");
        api.MapGet("/stations", (HttpContext context, StoreDatabase store, TimeProvider time) =>
            Answer.Json(context, new Listing<StationView>(store.Read(session => StationReader.All(session, time.GetUtcNow().ToUnixTimeMilliseconds())))))
            .Produces<Listing<StationView>>().WithSummary("All stations as they stand now.");
        api.MapGet("/stations/{slug}", (string slug, HttpContext context, StoreDatabase store, TimeProvider time) =>
            Answer.Json(context, store.Read(session => StationReader.Of(session, KnownStation.Find(session, slug), time.GetUtcNow().ToUnixTimeMilliseconds()))))
            .Produces<StationView>().WithSummary("One station as it stands now.");
    }

    private static readonly Listing<VariableView> Variables = new([.. VariableCatalogue.All.Select(info =>
        new VariableView(info.Key, info.Unit, info.Name, info.Decimals, [.. info.Uses.Select(used => VariableCatalogue.Of(used).Key)]))]);
}
