using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Tests.Store;

public sealed class StoreDatabaseTests : IDisposable
{
    private readonly TemporaryStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_commit_is_on_the_disk_before_it_returns_which_needs_wal_with_full_synchronisation()
    {
        Assert.Equal(["wal"], store.Database.Read(session => session.Query("PRAGMA journal_mode", row => row.GetString(0))));
        // 2 = FULL, https://www.sqlite.org/pragma.html#pragma_synchronous
        store.Database.Write(session => Assert.Equal(2, session.Number("PRAGMA synchronous")));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_with_what_to_do()
    {
        store.Database.Write(session => session.Execute("INSERT INTO store_version (version) VALUES (99)"));
        BadInputException refusal = Assert.Throws<BadInputException>(store.Reopen);
        Assert.Contains("version 99", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("newer program", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_by_name()
    {
        string file = store.DatabaseFile + ".txt";
        File.WriteAllText(file, new string('x', 5000));
        Assert.Contains(file, Assert.Throws<BadInputException>(() => StoreDatabase.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_fails_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => store.Database.Write(session =>
        {
            Runs.Start(session, "huanghou", "1", "wateq4f", 1, [1], 0);
            throw new InvalidOperationException();
        }));
        Assert.Equal(0, store.Count("run"));
        Assert.Equal(0, store.Count("number_given"));
    }

    [Fact]
    public void A_statement_can_run_again_while_its_rows_are_read()
    {
        const string Numbers = "SELECT @first UNION ALL SELECT @first + 1";
        Assert.Equal([10L, 11, 20, 21], store.Database.Read(session => session.Stream(Numbers, row => row.GetInt64(0), 1)
            .SelectMany(outer => session.Query(Numbers, row => row.GetInt64(0), 10 * outer)).ToList()));
    }

    [Fact]
    public void What_a_commit_has_written_is_read_back_and_what_failed_is_not()
    {
        store.Database.Write(session => session.NextNumber("datastream"));
        Assert.Throws<InvalidOperationException>(() => store.Database.Write(session =>
        {
            session.NextNumber("datastream");
            throw new InvalidOperationException("in the middle");
        }));
        Assert.Equal(1, store.Database.ReadBack(session => session.Number("SELECT last FROM number_given WHERE kind = 'datastream'")));
    }

    [Fact]
    public void An_abandoned_store_has_its_last_commit_in_the_log_alone_and_gives_it_at_the_next_opening()
    {
        store.Database.Read(session => session.Number("SELECT COUNT(*) FROM frame"));
        store.Database.Write(session => session.NextNumber("datastream"));
        store.Database.Abandon();
        string withoutLog = store.DatabaseFile + ".copy";
        File.Copy(store.DatabaseFile, withoutLog);
        store.Reopen();
        Assert.Equal(1, LastNumber(store.Database));
        using StoreDatabase copy = StoreDatabase.Open(withoutLog);
        Assert.Null(LastNumber(copy));

        static long? LastNumber(StoreDatabase database) => database.Read(session => session.Number("SELECT last FROM number_given WHERE kind = 'datastream'"));
    }

    [Fact]
    public void The_value_columns_of_the_table_are_the_variables_of_the_catalogue_and_their_uncertainties()
    {
        List<string> columns = store.Database.Read(session => session.Query("SELECT name FROM pragma_table_info('station_state')", row => row.GetString(0)));
        string[] keys = [.. VariableCatalogue.All.Select(info => info.Key)];
        Assert.Equal([.. keys, .. keys.Select(key => key + "_u")], columns[^(2 * keys.Length)..]);
    }

    [Fact]
    public void A_public_number_is_kept_and_never_given_again_even_after_its_row_is_gone()
    {
        long ph = Number("ph"), stage = Number("stage");
        Assert.Equal(ph, Number("ph"));
        store.Database.Write(session => session.Execute("DELETE FROM datastream WHERE id = @id", stage));
        Assert.DoesNotContain(Number("rain"), new List<long> { ph, stage });
    }

    [Fact]
    public void A_change_without_an_actor_or_a_reason_is_refused()
    {
        Assert.Throws<ArgumentException>(() => store.Database.Write(session => AuditTrail.RecordVisit(session, new ChangeOrder("Li", " ", 0), "huanghou", 0, "cleaned")));
        Assert.Throws<ArgumentException>(() => store.Database.Write(session => AuditTrail.RecordVisit(session, new ChangeOrder("", "monthly visit", 0), "huanghou", 0, "cleaned")));
        Assert.Equal(0, store.Count("visit"));
        store.Database.Write(session => AuditTrail.RecordVisit(session, new ChangeOrder("Li", "monthly visit", 5), "huanghou", 0, "cleaned"));
        AuditEntry entry = Assert.Single(store.Database.Read(session => AuditTrail.Of(session, "station/huanghou")));
        Assert.Equal(("Li", "monthly visit", "visit: cleaned"), (entry.Order.Actor, entry.Order.Reason, entry.What));
    }

    private long Number(string variable) => store.Database.Write(session => Datastreams.NumberOf(session, "huanghou", variable, 1));
}
