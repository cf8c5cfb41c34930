using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Photos;

/// <summary>A photo as it was entered, without its bytes.</summary>
public sealed record StoredPhoto(long Id, long VisitId, byte[] Hash, string Form, int WidthPixels, int HeightPixels, long ByteCount, string Caption, long AuditId, long VisitAuditId);

/// <summary>The photos of a station's visits. The bytes stand once for each content.</summary>
public static class StoredPhotos
{
    private const string Columns =
        "photo.id, photo.visit_id, photo.hash, photo.form, photo.width_pixels, photo.height_pixels, photo.byte_count, photo.caption, photo.audit_id, visit.audit_id";

    /// <summary>All photos of a station in the order in which they were entered.</summary>
    public static List<StoredPhoto> Of(StoreSession session, string station) => session.Query(
        $"SELECT {Columns} FROM photo JOIN visit ON visit.id = photo.visit_id WHERE photo.station = @station ORDER BY photo.id", Read, station);

    /// <summary>One photo of a station, or null.</summary>
    public static StoredPhoto? Find(StoreSession session, string station, long id) => session.Query(
        $"SELECT {Columns} FROM photo JOIN visit ON visit.id = photo.visit_id WHERE photo.station = @station AND photo.id = @id", Read, station, id).FirstOrDefault();

    /// <summary>The bytes of a content.</summary>
    public static byte[] Bytes(StoreSession session, byte[] hash) => session.Query("SELECT bytes FROM photo_bytes WHERE hash = @hash", row => row.GetBytes(0), hash).Single();

    /// <summary>Stores a picture with a visit; returns its number.</summary>
    public static long Put(StoreSession session, string station, long visit, Picture picture, string caption, long audit)
    {
        byte[] hash = picture.Hash;
        session.Execute("INSERT INTO photo_bytes (hash, bytes) VALUES (@hash, @bytes) ON CONFLICT (hash) DO NOTHING", hash, picture.Bytes);
        long id = session.NextNumber("photo");
        session.Execute(
            """
            INSERT INTO photo (id, station, visit_id, hash, form, width_pixels, height_pixels, byte_count, caption, audit_id)
            VALUES (@id, @station, @visit, @hash, @form, @width, @height, @count, @caption, @audit)
            """,
            id, station, visit, hash, picture.Form, picture.WidthPixels, picture.HeightPixels, (long)picture.Bytes.Length, caption, audit);
        return id;
    }

    /// <summary>Removes a photo; the bytes go with the last photo that has them.</summary>
    public static void Remove(StoreSession session, StoredPhoto photo)
    {
        session.Execute("DELETE FROM photo WHERE id = @id", photo.Id);
        session.Execute("DELETE FROM photo_bytes WHERE hash = @hash AND NOT EXISTS (SELECT 1 FROM photo WHERE photo.hash = photo_bytes.hash)", photo.Hash);
    }

    private static StoredPhoto Read(StoreRow row) => new(row.GetInt64(0), row.GetInt64(1), row.GetBytes(2), row.GetString(3), (int)row.GetInt64(4), (int)row.GetInt64(5),
        row.GetInt64(6), row.GetString(7), row.GetInt64(8), row.GetInt64(9));
}
