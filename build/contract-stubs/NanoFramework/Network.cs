// nanoFramework.System.Device.Wifi 1.5.149, nanoFramework.Networking.Sntp 1.6.42, nanoFramework.M2Mqtt and M2Mqtt.Core 5.1.220.
using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using global::System.Device.Wifi;

namespace System.Device.Wifi
{
    public enum WifiReconnectionKind
    {
        Automatic = 0,
        Manual = 1,
    }
}

namespace nanoFramework.Networking
{
    public enum NetworkHelperStatus
    {
        None = 0,
    }

    public static class WifiNetworkHelper
    {
        public static NetworkHelperStatus Status => throw KarstLogger.SignatureOnly.Fault;

        public static bool ConnectDhcp(string ssid, string password, WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
            bool requiresDateTime = false, int wifiAdapterId = 0, CancellationToken token = default) => throw KarstLogger.SignatureOnly.Fault;

        public static void Disconnect() => throw KarstLogger.SignatureOnly.Fault;

        public static void Reset() => throw KarstLogger.SignatureOnly.Fault;
    }

    public class Sntp
    {
        public static string Server1 { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

        public static void Start() => throw KarstLogger.SignatureOnly.Fault;

        public static void Stop() => throw KarstLogger.SignatureOnly.Fault;

        public static void UpdateNow() => throw KarstLogger.SignatureOnly.Fault;
    }
}

namespace nanoFramework.M2Mqtt.Messages
{
    public enum MqttQoSLevel
    {
        AtMostOnce = 0,
        AtLeastOnce = 1,
    }

    public enum MqttReasonCode
    {
        Success = 0,
    }

    public class MqttMsgPublishEventArgs : EventArgs
    {
        public MqttMsgPublishEventArgs(string topic, byte[] message, bool dupFlag, MqttQoSLevel qosLevel, bool retain) => throw KarstLogger.SignatureOnly.Fault;

        public string Topic => throw KarstLogger.SignatureOnly.Fault;

        public byte[] Message => throw KarstLogger.SignatureOnly.Fault;
    }

    public class MqttMsgSubscribedEventArgs : EventArgs
    {
        public MqttMsgSubscribedEventArgs(ushort messageId, MqttQoSLevel[] grantedQosLevels) => throw KarstLogger.SignatureOnly.Fault;
    }

    public class MqttMsgPublishedEventArgs : EventArgs
    {
        public MqttMsgPublishedEventArgs(ushort messageId, bool isPublished) => throw KarstLogger.SignatureOnly.Fault;

        public ushort MessageId { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

        public bool IsPublished { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }
    }
}

namespace nanoFramework.M2Mqtt
{
    using nanoFramework.M2Mqtt.Messages;

    public enum MqttProtocolVersion
    {
        Version_3_1_1 = 4,
    }

    public enum MqttSslProtocols
    {
        None = 0,
        TLSv1_2 = 4,
    }

    public class MqttSettings
    {
        internal MqttSettings() => throw KarstLogger.SignatureOnly.Fault;

        public int InflightQueueSize { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }
    }

    public class MqttClient : IDisposable
    {
        public MqttClient(string brokerHostName, int brokerPort, bool secure, X509Certificate caCert, X509Certificate clientCert, MqttSslProtocols sslProtocol) => throw KarstLogger.SignatureOnly.Fault;

        public delegate void MqttMsgPublishEventHandler(object sender, MqttMsgPublishEventArgs e);

        public delegate void MqttMsgPublishedEventHandler(object sender, MqttMsgPublishedEventArgs e);

        public delegate void MqttMsgSubscribedEventHandler(object sender, MqttMsgSubscribedEventArgs e);

        public event MqttMsgSubscribedEventHandler MqttMsgSubscribed;

        public event MqttMsgPublishEventHandler MqttMsgPublishReceived;

        public event MqttMsgPublishedEventHandler MqttMsgPublished;

        public bool IsConnected => throw KarstLogger.SignatureOnly.Fault;

        public MqttProtocolVersion ProtocolVersion { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

        public MqttSettings Settings => throw KarstLogger.SignatureOnly.Fault;

        public MqttReasonCode Connect(string clientId, string username, string password, bool cleanSession, ushort keepAlivePeriod) => throw KarstLogger.SignatureOnly.Fault;

        public ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties, MqttQoSLevel qosLevel, bool retain) => throw KarstLogger.SignatureOnly.Fault;

        public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels) => throw KarstLogger.SignatureOnly.Fault;

        public void Disconnect() => throw KarstLogger.SignatureOnly.Fault;

        public void Dispose() => throw KarstLogger.SignatureOnly.Fault;
    }
}
