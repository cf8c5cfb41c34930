using System.Reflection;
using System.Runtime.InteropServices;

namespace KarstLogger.Gateway.Mqtt;

/// <summary>The functions of libmosquitto 2.x that we call (mosquitto.h, version 2.0.11), names as there.</summary>
internal static unsafe partial class LibMosquittoNative
{
    private const string Library = "libmosquitto";

    // mosquitto.h: enum mosq_err_t
    public const int Success = 0;
    public const int Invalid = 3;
    public const int NoConnection = 4;
    public const int Tls = 8;
    public const int PayloadSize = 9;
    public const int MalformedUtf8 = 18;
    public const int TlsHandshake = 23;

    // mosquitto.h: enum mosq_opt_t; mqtt_protocol.h: protocol version and property identifier
    public const int OptionProtocolVersion = 1;
    public const int OptionTcpNoDelay = 11;
    public const int ProtocolMqtt5 = 5;
    public const int PropertySessionExpiryInterval = 17;

    // The names under which the run-time library is installed: Linux (soname), macOS, Windows.
    private static readonly string[] FileNames = ["libmosquitto.so.1", "libmosquitto.1.dylib", "mosquitto.dll"];
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>struct mosquitto_message.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public int MessageId;
        public nint Topic;
        public nint Payload;
        public int PayloadLength;
        public int Qos;
        public byte Retain;
    }

    /// <summary>True when the library is installed; initialises it on the first call.</summary>
    public static bool IsInstalled => Loaded.Value;

    private static bool Load()
    {
        // A second resolver for one assembly is refused by the runtime, so this is the assembly's only one; other libraries fall through.
        NativeLibrary.SetDllImportResolver(typeof(LibMosquittoNative).Assembly, Resolve);
        if (Resolve(Library, typeof(LibMosquittoNative).Assembly, null) == 0)
            return false;
        return mosquitto_lib_init() == Success;
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path)
    {
        if (library != Library)
            return 0;
        foreach (string name in FileNames)
            if (NativeLibrary.TryLoad(name, assembly, path, out nint handle))
                return handle;
        return 0;
    }

    [LibraryImport(Library)]
    public static partial int mosquitto_lib_init();

    [LibraryImport(Library)]
    public static partial int mosquitto_lib_version(out int major, out int minor, out int revision);

    [LibraryImport(Library)]
    public static partial nint mosquitto_strerror(int error);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint mosquitto_new(string id, [MarshalAs(UnmanagedType.U1)] bool cleanSession, nint userData);

    [LibraryImport(Library)]
    public static partial void mosquitto_destroy(nint client);

    [LibraryImport(Library)]
    public static partial int mosquitto_threaded_set(LibMosquittoHandle client, [MarshalAs(UnmanagedType.U1)] bool threaded);

    [LibraryImport(Library)]
    public static partial int mosquitto_int_option(LibMosquittoHandle client, int option, int value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_username_pw_set(LibMosquittoHandle client, string user, string password);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_will_set(
        LibMosquittoHandle client, string topic, int payloadLength, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_tls_set(
        LibMosquittoHandle client, string caFile, string? caPath, string? certificateFile, string? keyFile, nint passwordCallback);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_connect_bind_v5(
        LibMosquittoHandle client, string host, int port, int keepAliveSeconds, string? bindAddress, nint properties);

    [LibraryImport(Library)]
    public static partial int mosquitto_disconnect(LibMosquittoHandle client);

    [LibraryImport(Library)]
    public static partial int mosquitto_loop(LibMosquittoHandle client, int timeoutMs, int maxPackets);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_subscribe(LibMosquittoHandle client, out int messageId, string filter, int qos);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_publish(
        LibMosquittoHandle client, out int messageId, string topic, int payloadLength, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain);

    [LibraryImport(Library)]
    public static partial int mosquitto_property_add_int32(ref nint properties, int identifier, uint value);

    [LibraryImport(Library)]
    public static partial void mosquitto_property_free_all(ref nint properties);

    [LibraryImport(Library)]
    public static partial void mosquitto_connect_v5_callback_set(
        LibMosquittoHandle client, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_publish_v5_callback_set(
        LibMosquittoHandle client, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_subscribe_v5_callback_set(
        LibMosquittoHandle client, delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_message_v5_callback_set(
        LibMosquittoHandle client, delegate* unmanaged[Cdecl]<nint, nint, Message*, nint, void> callback);

    /// <summary>The library's own words for an error number.</summary>
    public static string Words(int error) => Marshal.PtrToStringUTF8(mosquitto_strerror(error)) ?? $"error {error}";
}

/// <summary>
/// One libmosquitto client. It is destroyed when the last call that uses it has returned, whichever thread that is:
/// a publish on one thread never meets a client that another thread has freed.
/// </summary>
internal sealed class LibMosquittoHandle : SafeHandle
{
    private readonly GCHandle owner;

    /// <summary>Creates the client; <paramref name="owner"/> is found again by the callbacks.</summary>
    public LibMosquittoHandle(string clientId, bool cleanSession, object owner) : base(0, true)
    {
        this.owner = GCHandle.Alloc(owner);
        SetHandle(LibMosquittoNative.mosquitto_new(clientId, cleanSession, GCHandle.ToIntPtr(this.owner)));
        if (!IsInvalid)
            return;
        this.owner.Free();
        throw new ArgumentException($"libmosquitto refuses the client id '{clientId}'.", nameof(clientId));
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibMosquittoNative.mosquitto_destroy(handle);
        owner.Free();
        return true;
    }
}
