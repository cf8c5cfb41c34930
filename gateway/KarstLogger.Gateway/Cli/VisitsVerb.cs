using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.BoxVisits;
using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst visits list|show|take</c>: visits at the box as the archived events tell them, and one of them taken over as an entered visit.</summary>
public static class VisitsVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("visits", "Visits at the box: list them, look at one, take it over as an entered visit.") { CreateList(), CreateShow(), CreateTake() };

    private static Command CreateList()
    {
        Option<string> station = StoreOption.Station(), store = StoreOption.Create();
        Command list = new("list", "All visits at the station's boxes, the newest first.") { station, store };
        list.SetAction(parsed =>
        {
            using StoreDatabase database = StoreOption.OpenExisting(parsed.GetValue(store)!);
            StationConfiguration known = StoreOption.Find(database, parsed.GetValue(station)!).Configuration;
            Console.Out.WriteLine("id,at,by,readings,missing,taken_over_as");
            foreach (BoxVisit one in database.Read(session => StationBoxVisits.Of(session, known)))
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{one.Id},{(one.At is { } at ? ApiJson.Text(at.ToUnixTimeSeconds()) : "")},{one.People.Replace(',', ' ')},{string.Join(' ', one.Readings.Select(reading => reading.Parameter))},{one.Missing.Count},{one.TakenOverAs}"));
        });
        return list;
    }

    private static Command CreateShow()
    {
        Argument<string> id = Id();
        Option<string> station = StoreOption.Station(), store = StoreOption.Create();
        Command show = new("show", "One visit at the box with its steps, readings and what is missing, as JSON (docs/api.md).") { id, station, store };
        show.SetAction(parsed =>
        {
            using StoreDatabase database = StoreOption.OpenExisting(parsed.GetValue(store)!);
            Console.Out.WriteLine(JsonSerializer.Serialize(Find(database, parsed.GetValue(station)!, parsed.GetValue(id)!), new JsonSerializerOptions(ApiJson.Options) { WriteIndented = true }));
        });
        return show;
    }

    private static Command CreateTake()
    {
        Argument<string> id = Id();
        Option<string> station = StoreOption.Station(), store = StoreOption.Create(), actor = StoreOption.Actor();
        Option<string> reason = new("--reason") { Description = "Why, in words; kept in the history.", Required = true };
        Option<string?> at = new("--at") { Description = "Instant of the visit; needed where the archive cannot place it, otherwise instead of its own." };
        Option<bool> preview = new("--preview") { Description = "Say what it would change, and store nothing." };
        Command take = new("take", "Take a visit at the box over as an entered visit; the running gateway, or 'karst reprocess', derives anew what it changes.") { id, station, store, actor, reason, at, preview };
        take.SetAction(parsed =>
        {
            using StoreDatabase database = StoreOption.OpenExisting(parsed.GetValue(store)!);
            string slug = parsed.GetValue(station)!, why = parsed.GetValue(reason)!.Trim();
            if (why.Length is 0 or > EntryBody.ReasonMost)
                throw new BadInputException($"--reason must have 1 to {EntryBody.ReasonMost} characters");
            BoxVisit found = Find(database, slug, parsed.GetValue(id)!);
            VisitBody body = found.ToEntry(ApiJson.Instant(RatingVerb.Instant("--at", parsed.GetValue(at))) ?? found.At
                ?? throw new BadInputException($"{found.Id} has no place in time: its clock was not set. Name the instant with --at."), why);
            Enter(database, slug, body, parsed.GetValue(actor)!, parsed.GetValue(preview));
        });
        return take;
    }

    private static void Enter(StoreDatabase database, string slug, VisitBody body, string actor, bool isPreview)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        EntryPlace Place(StoreSession session) => new(session, KnownStation.Find(session, slug), now);
        try
        {
            Effect effect = database.Read(session => VisitEntry.Effect(Place(session), body));
            foreach (string line in effect.Text)
                Console.Error.WriteLine(line);
            if (effect.YearTotal is { } year)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Sink of {year.Year}: {year.BeforeTonnesCo2:0.###} -> {year.AfterTonnesCo2:0.###} t CO2 {year.Text}."));
            if (!isPreview)
                Console.Out.WriteLine(database.Write(session => VisitEntry.Save(Place(session), body, new ChangeOrder(actor, body.Reason!, now))).Id);
        }
        catch (ApiRefusal refusal)
        {
            throw new BadInputException(refusal.Permitted is { } permitted ? $"{refusal.Message}; permitted: {permitted}" : refusal.Message);
        }
    }

    private static Argument<string> Id() => new("id") { Description = "Name of the visit at the box, from 'karst visits list'." };

    private static BoxVisit Find(StoreDatabase database, string slug, string id)
    {
        StationConfiguration known = StoreOption.Find(database, slug).Configuration;
        return database.Read(session => StationBoxVisits.Find(session, known, id)) ?? throw new BadInputException($"Station '{slug}' has no visit at the box '{id}'; 'karst visits list' names them.");
    }
}
