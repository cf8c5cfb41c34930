using System.Net;
using System.Text.Json;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Tests.Api;

public sealed class CatchmentApiTests
{
    [Fact]
    public async Task A_catchment_is_listed_with_its_edge_and_its_totals_name_the_missing_station()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1), ApiServer.Water(2), ApiServer.Water(3));
        server.Store.Write(session => CatchmentRegister.Put(session,
            CatchmentFile.Read("c", "format = 1\n[catchment gorge]\n[outlet huanghou]\n[inflow swallet]\ntravel_h = 6\n[unmeasured bed]\n"), new ChangeOrder("Li", "survey", 0)));
        JsonElement listed = Assert.Single((await server.GetAsync("/api/catchments")).GetProperty("items").EnumerateArray());
        Assert.Equal(("gorge", "underflow bed", 6.0), (listed.GetProperty("slug").GetString(), listed.GetProperty("unmeasuredPaths")[0].GetString(), listed.GetProperty("crossings")[1].GetProperty("travelHours").GetDouble()));
        JsonElement day = (await server.GetAsync("/api/catchments/gorge/totals?kind=day")).GetProperty("items")[0];
        Assert.Equal("withheld", day.GetProperty("standing").GetString());
        Assert.Contains("swallet", day.GetProperty("missingStations").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(JsonValueKind.Null, day.GetProperty("sinkTonnesCo2").ValueKind);
        Assert.Equal(["huanghou", "swallet"], day.GetProperty("crossings").EnumerateArray().Select(one => one.GetProperty("station").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/api/catchments/nowhere/totals")).StatusCode);
    }

    [Fact]
    public async Task A_station_s_totals_say_why_they_have_no_interval_and_what_of_the_sink_stays()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1), ApiServer.Water(2), ApiServer.Water(3));
        JsonElement day = (await server.GetAsync("/api/stations/huanghou/totals?kind=day")).GetProperty("items")[0];
        Assert.Equal("rating 'weir' has neither residual_sd_ln nor uncertainty_percent; the regression of HCO3 (44 bottles) has no residual_sd_mg_l", day.GetProperty("noIntervalBecause").GetString());
        Assert.Equal(3, day.GetProperty("fluxClass").GetInt32()); // half an hour of a day is withheld
    }
}
