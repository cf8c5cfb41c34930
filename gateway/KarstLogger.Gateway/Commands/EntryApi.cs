using KarstLogger.Gateway.Accounts;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Store;
using Microsoft.AspNetCore.Mvc;

namespace KarstLogger.Gateway.Commands;

/// <summary>The one path by which people enter things: role, reason, audit and effect are asked for here, for every kind of entry alike.</summary>
public static class EntryApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        Map<VisitBody>(api, "visits", Role.Technician, VisitEntry.Effect, VisitEntry.Save);
        Map<VisitWithdrawalBody>(api, "visit-withdrawals", Role.Technician, VisitWithdrawalEntry.Effect, VisitWithdrawalEntry.Save);
        Map<GaugingBody>(api, "gaugings", Role.Technician, GaugingEntry.Effect, GaugingEntry.Save);
        Map<SamplesBody>(api, "grab-samples", Role.Technician, SampleEntry.Effect, SampleEntry.Save);
        Map<LaboratoryBody>(api, "laboratory-csv", Role.Technician, (place, body) => SampleEntry.Effect(place, SampleEntry.FromLaboratory(body)),
            (place, body, order) => SampleEntry.Save(place, SampleEntry.FromLaboratory(body), order));
        Map<NoteBody>(api, "notes", Role.Technician, NoteEntry.Effect, NoteEntry.Save);
        Map<ApprovalBody>(api, "approvals", Role.Researcher, ApprovalEntry.Effect, ApprovalEntry.Save);
        Map<PhotoBody>(api.MapGroup("").WithMetadata(new RequestSizeLimitAttribute(PhotoBody.RequestBytesMost)), "photos", Role.Technician, PhotoEntry.Effect, PhotoEntry.Save);
        Map<PhotoRemovalBody>(api, "photo-removals", Role.Researcher, PhotoRemovalEntry.Effect, PhotoRemovalEntry.Save);
        Map<ConfigurationBody>(api, "configuration", Role.Maintainer, ConfigurationEntry.Effect, ConfigurationEntry.Save);
    }

    private static void Map<TBody>(
        RouteGroupBuilder api, string what, Role least, Func<EntryPlace, TBody, Effect> effect, Func<EntryPlace, TBody, ChangeOrder, (string Id, long Audit)> save)
        where TBody : EntryBody
    {
        api.MapPost($"/stations/{{slug}}/{what}/preview", (string slug, TBody body, HttpContext context, StoreDatabase store, TimeProvider time) =>
        {
            Access.Require(context, least);
            return new Preview(store.Read(session => effect(new EntryPlace(session, KnownStation.Find(session, slug), time.GetUtcNow().ToUnixTimeMilliseconds()), body)));
        }).WithSummary("What the entry would say or change; stores nothing.");
        api.MapPost($"/stations/{{slug}}/{what}", (string slug, TBody body, HttpContext context, StoreDatabase store, TimeProvider time, LiveFeed feed) =>
        {
            SignedIn who = Access.Require(context, least);
            string reason = (body.Reason ?? "").Trim();
            if (reason.Length is 0 or > EntryBody.ReasonMost)
                throw ApiRefusal.OfField("reason", "the reason is missing or too long", $"1 to {EntryBody.ReasonMost} characters");
            long now = time.GetUtcNow().ToUnixTimeMilliseconds();
            // A year's total takes a while: it is computed on a snapshot, so that ingest does not wait for it.
            Effect says = store.Read(session => effect(new EntryPlace(session, KnownStation.Find(session, slug), now), body));
            (string id, long audit) = store.Write(session => save(new EntryPlace(session, KnownStation.Find(session, slug), now), body, new ChangeOrder(who.Name, reason, now)));
            feed.Tell(new LiveNews(slug, audit));
            return Results.Created($"/api/stations/{slug}/history", new Saved(id, audit, says));
        }).Produces<Saved>(StatusCodes.Status201Created).WithSummary($"Saves an entry of {what}; needs a reason and the role {least.Word()}.");
    }
}
