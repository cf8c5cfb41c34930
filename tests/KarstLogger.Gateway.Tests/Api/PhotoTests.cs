using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using KarstLogger.Gateway.Accounts;
using KarstLogger.Gateway.Commands;
using KarstLogger.Gateway.Photos;
using KarstLogger.Gateway.Store;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Api;

public sealed class PhotoTests
{
    private const string Station = "/api/stations/huanghou";

    private static readonly byte[] File = System.IO.File.ReadAllBytes(Path.Combine(ReferenceFiles.ProjectRoot, "tests", "golden", "photos", "spring.jpg"));

    [Fact]
    public async Task A_photo_of_a_visit_stands_at_its_marker_and_in_the_history_and_comes_back_as_the_stored_bytes()
    {
        await using ApiServer server = await WithVisitAsync();
        (int status, JsonElement saved) = await server.PostAsync($"{Station}/photos", Photo());
        Assert.Equal((201, "photo-1"), (status, saved.GetProperty("id").GetString()));
        JsonElement mark = (await server.GetAsync($"{Station}/events?from=2026-03-01&to=2026-03-02")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "visit");
        JsonElement photo = Assert.Single(mark.GetProperty("photos").EnumerateArray());
        Assert.Equal(("leaves at the intake", 48, 32), (photo.GetProperty("caption").GetString(), photo.GetProperty("widthPixels").GetInt32(), photo.GetProperty("heightPixels").GetInt32()));
        JsonElement line = (await server.GetAsync($"{Station}/history")).GetProperty("items").EnumerateArray().Last();
        Assert.Equal(("li", "monthly service"), (line.GetProperty("actor").GetString(), line.GetProperty("reason").GetString()));
        Assert.Contains("photo of visit-1: leaves at the intake (jpeg, 48 x 32 pixels", line.GetProperty("what").GetString());
        HttpResponseMessage answer = await server.Client.GetAsync(photo.GetProperty("address").GetString());
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(("image/jpeg", photo.GetProperty("sha256").GetString()), (answer.Content.Headers.ContentType!.MediaType, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_picture_is_shown_to_accounts_alone_even_where_reading_is_open_and_entered_by_technicians()
    {
        await using ApiServer server = await WithVisitAsync();
        await server.PostAsync($"{Station}/photos", Photo());
        using HttpClient stranger = new() { BaseAddress = server.Client.BaseAddress };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync($"{Station}/photos/1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync($"{Station}/photos")).StatusCode);
        await server.SignInAsync("wang", Role.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync($"{Station}/photos/1")).StatusCode);
        Assert.Equal(403, (await server.PostAsync($"{Station}/photos", Photo())).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync($"{Station}/photos/2")).StatusCode);
    }

    [Fact]
    public async Task A_preview_of_a_photo_says_what_would_be_kept_and_stores_nothing()
    {
        await using ApiServer server = await WithVisitAsync();
        (int status, JsonElement body) = await server.PostAsync($"{Station}/photos/preview", Photo());
        Assert.Equal(200, status);
        Assert.Contains("jpeg, 48 x 32 pixels", body.GetProperty("effect").GetProperty("text")[0].GetString());
        Assert.Equal(0, Count(server, "photo_bytes"));
    }

    [Fact]
    public async Task A_file_that_is_no_picture_or_too_large_is_refused_with_what_is_permitted_and_nothing_is_stored()
    {
        await using ApiServer server = await WithVisitAsync();
        (int status, JsonElement problem) = await server.PostAsync($"{Station}/photos", new { visit = "visit-1", image = "<svg/>"u8.ToArray(), reason = "r" });
        Assert.Equal((400, "image", Picture.Permitted), (status, problem.GetProperty("field").GetString(), problem.GetProperty("permitted").GetString()));
        byte[] large = [.. File, .. new byte[Picture.BytesMost]];
        Assert.Equal("image", (await server.PostAsync($"{Station}/photos", new { visit = "visit-1", image = large, reason = "r" })).Body.GetProperty("field").GetString());
        // With Expect: 100-continue the refusal comes before the body is sent.
        using HttpRequestMessage tooMuch = new(HttpMethod.Post, $"{Station}/photos") { Content = JsonContent.Create(new { visit = "visit-1", image = new byte[2 * Picture.BytesMost], reason = "r" }) };
        await tooMuch.Content.LoadIntoBufferAsync();
        tooMuch.Headers.ExpectContinue = true;
        HttpResponseMessage refused = await server.Client.SendAsync(tooMuch);
        JsonElement limit = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((413, $"at most {PhotoBody.RequestBytesMost} bytes"), ((int)refused.StatusCode, limit.GetProperty("permitted").GetString()));
        Assert.Equal((0, 0), (Count(server, "photo"), Count(server, "photo_bytes")));
    }

    [Theory]
    [InlineData("visit-7", 400, "visit")]
    [InlineData("4", 400, "visit")]
    public async Task A_photo_needs_a_visit_of_this_station(string visit, int status, string field)
    {
        await using ApiServer server = await WithVisitAsync();
        (int answered, JsonElement problem) = await server.PostAsync($"{Station}/photos", new { visit, image = File, reason = "r" });
        Assert.Equal((status, field), (answered, problem.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task The_same_picture_is_taken_once_for_a_visit_and_its_bytes_stand_once_for_two_visits()
    {
        await using ApiServer server = await WithVisitAsync();
        await server.PostAsync($"{Station}/visits", new { at = "2026-03-01T00:30:00Z", text = "again", reason = "r" });
        Assert.Equal(201, (await server.PostAsync($"{Station}/photos", Photo())).Status);
        Assert.Equal(409, (await server.PostAsync($"{Station}/photos", Photo())).Status);
        Assert.Equal(201, (await server.PostAsync($"{Station}/photos", new { visit = "visit-2", image = File, reason = "r" })).Status);
        Assert.Equal((2, 1), (Count(server, "photo"), Count(server, "photo_bytes")));
    }

    [Fact]
    public async Task A_researcher_removes_a_photo_for_good_and_the_history_keeps_that_it_was_there()
    {
        await using ApiServer server = await WithVisitAsync();
        await server.PostAsync($"{Station}/photos", Photo());
        Assert.Equal(403, (await server.PostAsync($"{Station}/photo-removals", new { photo = "photo-1", reason = "a face" })).Status);
        await server.SignInAsync("chen", Role.Researcher);
        Assert.Equal(201, (await server.PostAsync($"{Station}/photo-removals", new { photo = "photo-1", reason = "a face" })).Status);
        Assert.Equal((0, 0), (Count(server, "photo"), Count(server, "photo_bytes")));
        Assert.StartsWith("removed photo-1 of visit-1", (await server.GetAsync($"{Station}/history")).GetProperty("items").EnumerateArray().Last().GetProperty("what").GetString());
    }

    [Fact]
    public async Task A_back_up_holds_the_photos()
    {
        await using ApiServer server = await WithVisitAsync();
        await server.PostAsync($"{Station}/photos", Photo());
        DirectoryInfo folder = Directory.CreateTempSubdirectory("karst-photo-");
        try
        {
            string copy = Path.Combine(folder.FullName, "copy.db");
            Assert.Equal(0, (await CommandRun.Karst(["backup", "--store", server.StorePath, "--to", copy])).ExitCode);
            using StoreDatabase restored = StoreDatabase.Open(copy);
            StoredPhoto photo = Assert.Single(restored.Read(session => StoredPhotos.Of(session, "huanghou")));
            Assert.Equal(photo.Hash, SHA256.HashData(restored.Read(session => StoredPhotos.Bytes(session, photo.Hash))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static object Photo() => new { visit = "visit-1", caption = "leaves at the intake", image = File, reason = "monthly service" };

    private static long Count(ApiServer server, string table) => server.Store.Read(session => session.Number($"SELECT COUNT(*) FROM {table}"))!.Value;

    private static async Task<ApiServer> WithVisitAsync()
    {
        ApiServer server = await ApiServer.StartAsync();
        server.Derive(ApiServer.Water(1), ApiServer.Water(2), ApiServer.Water(3));
        await server.SignInAsync("li", Role.Technician);
        await server.PostAsync($"{Station}/visits", new { at = "2026-03-01T00:15:00Z", text = "cleaned", people = "li", reason = "monthly service" });
        return server;
    }
}
