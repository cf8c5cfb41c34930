using System.Globalization;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Photos;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Commands;

/// <summary>A photo of a visit.</summary>
public sealed record PhotoBody : EntryBody
{
    /// <summary>Most bytes of the request: the picture in base64 (four characters for three bytes), and the rest.</summary>
    public const int RequestBytesMost = Picture.BytesMost / 3 * 4 + 64 * 1024;

    /// <summary>The visit, e.g. <c>visit-4</c>.</summary>
    public required string Visit { get; init; }

    public string? Caption { get; init; }

    /// <summary>The file in base64.</summary>
    public required byte[] Image { get; init; }
}

/// <summary>A photo that is to go.</summary>
public sealed record PhotoRemovalBody : EntryBody
{
    /// <summary>The photo, e.g. <c>photo-3</c>.</summary>
    public required string Photo { get; init; }
}

/// <summary>Photos of visits: pictures without what a camera writes beside them.</summary>
public static class PhotoEntry
{
    /// <summary>Photos of one visit.</summary>
    public const int OfVisitMost = 40;

    /// <summary>What would be stored.</summary>
    public static Effect Effect(EntryPlace place, PhotoBody body)
    {
        (_, Picture picture, _) = Check(place, body);
        return new Effect([string.Create(CultureInfo.InvariantCulture,
            $"{Describe(picture)}: {body.Image.Length / 1024.0:0} KiB came, {picture.Bytes.Length / 1024.0:0} KiB are kept. Place, time, device and thumbnail of the camera are taken out.")]);
    }

    /// <summary>Stores it.</summary>
    public static (string Id, long Audit) Save(EntryPlace place, PhotoBody body, ChangeOrder order)
    {
        (long visit, Picture picture, string caption) = Check(place, body);
        string said = caption.Length > 0 ? $"{caption} " : "";
        long audit = AuditTrail.Record(place.Session, order, place.Subject, $"photo of visit-{visit}: {said}({Describe(picture)}, SHA-256 {Convert.ToHexStringLower(picture.Hash)})");
        return ($"photo-{StoredPhotos.Put(place.Session, place.Station.Slug, visit, picture, caption, audit)}", audit);
    }

    private static (long Visit, Picture Picture, string Caption) Check(EntryPlace place, PhotoBody body)
    {
        long visit = Number(body.Visit, "visit-") is { } id
            && place.Session.Number("SELECT id FROM visit WHERE id = @id AND station = @station", id, place.Station.Slug) is { } known
            ? known : throw ApiRefusal.OfField("visit", $"this station has no visit '{body.Visit}'", "the name of a saved visit, such as visit-4");
        Picture picture = Picture.TryRead(body.Image ?? []) ?? throw ApiRefusal.OfField("image", $"the file of {body.Image?.Length ?? 0} bytes is no such picture, or is damaged", Picture.Permitted);
        List<byte[]> held = place.Session.Query("SELECT hash FROM photo WHERE visit_id = @visit", row => row.GetBytes(0), visit);
        if (held.Exists(hash => hash.AsSpan().SequenceEqual(picture.Hash)))
            throw new ApiRefusal(StatusCodes.Status409Conflict, $"This picture is with visit-{visit} already.", "image");
        return held.Count < OfVisitMost ? (visit, picture, EntryPlace.Text("caption", body.Caption))
            : throw new ApiRefusal(StatusCodes.Status409Conflict, $"visit-{visit} has {OfVisitMost} photos: no more are taken.", "visit", $"{OfVisitMost} photos of a visit");
    }

    private static string Describe(Picture picture) => string.Create(CultureInfo.InvariantCulture, $"{picture.Form}, {picture.WidthPixels} x {picture.HeightPixels} pixels");

    internal static long? Number(string? name, string prefix) =>
        name is not null && name.StartsWith(prefix, StringComparison.Ordinal) && long.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null;
}

/// <summary>Takes a photo away for good, for instance because somebody is to be seen on it who does not want that; the audit keeps that it was there.</summary>
public static class PhotoRemovalEntry
{
    /// <summary>What goes.</summary>
    public static Effect Effect(EntryPlace place, PhotoRemovalBody body) => new([$"The picture of {body.Photo} ({Find(place, body).ByteCount} bytes) is deleted for good; older back-ups keep it."]);

    /// <summary>Deletes it.</summary>
    public static (string Id, long Audit) Save(EntryPlace place, PhotoRemovalBody body, ChangeOrder order)
    {
        StoredPhoto photo = Find(place, body);
        long audit = AuditTrail.Record(place.Session, order, place.Subject, $"removed {body.Photo} of visit-{photo.VisitId}, SHA-256 {Convert.ToHexStringLower(photo.Hash)}");
        StoredPhotos.Remove(place.Session, photo);
        return (body.Photo, audit);
    }

    private static StoredPhoto Find(EntryPlace place, PhotoRemovalBody body) =>
        PhotoEntry.Number(body.Photo, "photo-") is { } id && StoredPhotos.Find(place.Session, place.Station.Slug, id) is { } photo
            ? photo : throw ApiRefusal.OfField("photo", $"this station has no photo '{body.Photo}'", "the name of a stored photo, such as photo-3");
}
