using KarstLogger.Gateway.Accounts;
using KarstLogger.Gateway.Photos;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Api;

/// <summary>A photo as lists, markers and the history name it.</summary>
public sealed record PhotoView(string Id, string Visit, string Address, string Caption, string MediaType, int WidthPixels, int HeightPixels, long Bytes, string Sha256)
{
    /// <summary>The view of a stored photo.</summary>
    public static PhotoView Of(string station, StoredPhoto photo) => new($"photo-{photo.Id}", $"visit-{photo.VisitId}", $"/api/stations/{station}/photos/{photo.Id}", photo.Caption,
        Picture.MediaTypeOf(photo.Form), photo.WidthPixels, photo.HeightPixels, photo.ByteCount, Convert.ToHexStringLower(photo.Hash));
}

/// <summary>Photos of visits. People may be seen on them, so the pictures need an account even where reading is open.</summary>
public static class PhotosApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/stations/{slug}/photos", (string slug, HttpContext context, StoreDatabase store) =>
        {
            int limit = QueryNumbers.Limit(context.Request.Query), after = QueryNumbers.Whole(context.Request.Query, "after", 0, int.MaxValue) ?? 0;
            List<StoredPhoto> photos = store.Read(session => StoredPhotos.Of(session, KnownStation.Find(session, slug).Slug)).FindAll(one => one.Id > after);
            return Answer.Json(context, new Listing<PhotoView>([.. photos.Take(limit).Select(one => PhotoView.Of(slug, one))],
                photos.Count > limit ? FormattableString.Invariant($"{photos[limit - 1].Id}") : null));
        }).Produces<Listing<PhotoView>>().WithSummary("The photos of the station's visits, without the pictures.");
        api.MapGet("/stations/{slug}/photos/{id:long}", (string slug, long id, HttpContext context, StoreDatabase store) =>
        {
            Access.Require(context, Role.Viewer);
            (StoredPhoto Photo, byte[] Bytes) found = store.Read(session => StoredPhotos.Find(session, slug, id) is { } photo
                ? (photo, StoredPhotos.Bytes(session, photo.Hash)) : throw ApiRefusal.Unknown($"Station '{slug}' has no photo {id}."));
            // Should a browser ever take the bytes for a page, nothing in it may run.
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            context.Response.Headers.ContentDisposition = $"inline; filename=\"{slug}-visit-{found.Photo.VisitId}-photo-{id}.{Picture.EndingOf(found.Photo.Form)}\"";
            return Answer.IsUnchangedBytes(context, found.Photo.Hash) ? Results.StatusCode(StatusCodes.Status304NotModified)
                : Results.Bytes(found.Bytes, Picture.MediaTypeOf(found.Photo.Form));
        }).Produces(StatusCodes.Status200OK, contentType: "image/jpeg").WithSummary("The picture itself, for accounts.");
    }
}
