using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Commands;

/// <summary>A remark on an instant or a stretch.</summary>
public sealed record NoteBody : EntryBody
{
    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? To { get; init; }

    public required string Text { get; init; }
}

/// <summary>A decision on results.</summary>
public sealed record ApprovalBody : EntryBody
{
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary><c>approved</c>, or <c>provisional</c> to take it back.</summary>
    public string State { get; init; } = "approved";
}

/// <summary>A whole station file.</summary>
public sealed record ConfigurationBody : EntryBody
{
    public required string Text { get; init; }
}

/// <summary>Notes.</summary>
public static class NoteEntry
{
    /// <summary>A note changes nothing.</summary>
    public static Effect Effect(EntryPlace place, NoteBody body)
    {
        Check(place, body);
        return new Effect(["A note changes no value."]);
    }

    /// <summary>Stores it.</summary>
    public static (string Id, long Audit) Save(EntryPlace place, NoteBody body, ChangeOrder order)
    {
        string text = Check(place, body);
        long audit = AuditTrail.Record(place.Session, order, place.Subject, $"note: {text}"), id = place.Session.NextNumber("note");
        place.Session.Execute("INSERT INTO note (id, station, at_utc_s, to_utc_s, text, audit_id) VALUES (@id, @station, @at, @to, @text, @audit)",
            id, place.Station.Slug, body.At.ToUnixTimeSeconds(), body.To?.ToUnixTimeSeconds(), text, audit);
        return ($"note-{id}", audit);
    }

    private static string Check(EntryPlace place, NoteBody body)
    {
        place.Past("at", body.At);
        return body.To <= body.At ? throw ApiRefusal.OfField("to", "to does not come after at", "a later instant") : EntryPlace.Text("text", body.Text, isNeeded: true);
    }
}

/// <summary>Approvals: by a person, on a stretch of some variables; never forgotten, only decided anew.</summary>
public static class ApprovalEntry
{
    /// <summary>How many samples it covers, and how many of them are not good.</summary>
    public static Effect Effect(EntryPlace place, ApprovalBody body)
    {
        (List<VariableInfo> variables, TimeRange range) = Check(body);
        long samples = 0, below = 0;
        if (place.Station.Run is { } run)
            foreach (DerivedCells row in SeriesRows.Between(place.Session, place.Station.Slug, run.Id, variables, range))
            {
                samples++;
                for (int i = 0; i < variables.Count; i++)
                    if (row.Flag(i) is QcFlag.Suspect or QcFlag.Fail)
                    {
                        below++;
                        break;
                    }
            }
        return new Effect([$"{samples} samples; {below} of them with a suspect or failed value, which stays marked."]) { Approval = new ApprovalEffect(samples, below) };
    }

    /// <summary>Stores it.</summary>
    public static (string Id, long Audit) Save(EntryPlace place, ApprovalBody body, ChangeOrder order)
    {
        (List<VariableInfo> variables, TimeRange range) = Check(body);
        long audit = AuditTrail.Record(place.Session, order, place.Subject,
            $"{body.State}: {string.Join(", ", variables.Select(one => one.Key))} from {ApiJson.Text(range.FromUtcSeconds)} to {ApiJson.Text(range.ToUtcSeconds)}"), id = 0;
        foreach (VariableInfo variable in variables)
        {
            id = place.Session.NextNumber("approval");
            place.Session.Execute("INSERT INTO approval (id, station, variable, from_utc_s, to_utc_s, is_approved, audit_id) VALUES (@id, @station, @variable, @from, @to, @approved, @audit)",
                id, place.Station.Slug, variable.Key, range.FromUtcSeconds, range.ToUtcSeconds, body.State == "approved", audit);
        }
        return ($"approval-{id}", audit);
    }

    private static (List<VariableInfo> Variables, TimeRange Range) Check(ApprovalBody body)
    {
        if (body.State is not ("approved" or "provisional"))
            throw ApiRefusal.OfField("state", $"state is '{body.State}'", "approved, provisional");
        if (body.Variables is not { Count: > 0 })
            throw ApiRefusal.OfField("variables", "no variable is named", "keys of the catalogue");
        if (body.To <= body.From)
            throw ApiRefusal.OfField("to", "to does not come after from", "a later instant");
        return ([.. body.Variables.Distinct().Select(key => VariableCatalogue.OfKey(key) ?? throw ApiRefusal.OfField("variables", $"there is no variable '{key}'", "keys of the catalogue"))],
            new TimeRange(body.From.ToUnixTimeSeconds(), body.To.ToUnixTimeSeconds()));
    }
}

/// <summary>A station file put into force: ratings, regressions, areas and deployments change this way and no other.</summary>
public static class ConfigurationEntry
{
    /// <summary>Which sections differ, and the year before and after.</summary>
    public static Effect Effect(EntryPlace place, ConfigurationBody body)
    {
        StationConfiguration station = Read(place, body), old = place.Station.Configuration;
        Dictionary<string, string> held = old.Sections.ToDictionary(one => one.Title, one => one.Canonical), wanted = station.Sections.ToDictionary(one => one.Title, one => one.Canonical);
        List<string> text =
        [
            .. wanted.Where(one => !held.ContainsKey(one.Key)).Select(one => $"[{one.Key}] is new."),
            .. wanted.Where(one => held.TryGetValue(one.Key, out string? before) && before != one.Value).Select(one => $"[{one.Key}] changes."),
            .. held.Keys.Where(title => !wanted.ContainsKey(title)).Select(title => $"[{title}] goes."),
        ];
        if (text.Count == 0)
            return new Effect(["Nothing changes."]);
        text.Add("Everything is derived again in a new run; the old run stays.");
        return new Effect(text) { YearTotal = place.Station.NewestUtcSeconds is { } newest ? YearTotals.Compare(place, newest, station, "with the new configuration") : null };
    }

    /// <summary>Puts it into force.</summary>
    public static (string Id, long Audit) Save(EntryPlace place, ConfigurationBody body, ChangeOrder order)
    {
        long version = StationRegister.Put(place.Session, Read(place, body), order);
        return ($"configuration-{version}", place.Session.Number("SELECT MAX(id) FROM audit WHERE subject = @subject", place.Subject) ?? 0);
    }

    private static StationConfiguration Read(EntryPlace place, ConfigurationBody body)
    {
        StationConfiguration station = StationFile.Read("text", body.Text);
        return station.Slug == place.Station.Slug ? EnteredServices.Compose(station, EnteredServices.Standing(place.Session, station.Slug))
            : throw ApiRefusal.OfField("text", $"the file is of station '{station.Slug}'", $"[station {place.Station.Slug}]: a slug never changes");
    }
}
