using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace MQTTnet
{
    public sealed class MqttClientOptions
    {
    }

    public sealed class MqttClientOptionsBuilder
    {
        public MqttClientOptions Build() => throw Signature.Only;

        public MqttClientOptionsBuilder WithCleanStart(bool value = true) => throw Signature.Only;

        public MqttClientOptionsBuilder WithClientId(string value) => throw Signature.Only;

        public MqttClientOptionsBuilder WithCredentials(string username, string password) => throw Signature.Only;

        public MqttClientOptionsBuilder WithKeepAlivePeriod(TimeSpan value) => throw Signature.Only;

        public MqttClientOptionsBuilder WithProtocolVersion(MqttProtocolVersion value) => throw Signature.Only;

        public MqttClientOptionsBuilder WithSessionExpiryInterval(uint sessionExpiryInterval) => throw Signature.Only;

        public MqttClientOptionsBuilder WithTcpServer(string host, int? port = null, AddressFamily addressFamily = AddressFamily.Unspecified) => throw Signature.Only;

        public MqttClientOptionsBuilder WithTlsOptions(Action<MqttClientTlsOptionsBuilder> configure) => throw Signature.Only;

        public MqttClientOptionsBuilder WithWillPayload(byte[] willPayload) => throw Signature.Only;

        public MqttClientOptionsBuilder WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel willQualityOfServiceLevel) => throw Signature.Only;

        public MqttClientOptionsBuilder WithWillRetain(bool willRetain = true) => throw Signature.Only;

        public MqttClientOptionsBuilder WithWillTopic(string willTopic) => throw Signature.Only;
    }

    public sealed class MqttClientTlsOptionsBuilder
    {
        public MqttClientTlsOptionsBuilder UseTls(bool useTls = true) => throw Signature.Only;

        public MqttClientTlsOptionsBuilder WithClientCertificates(X509Certificate2Collection certificates) => throw Signature.Only;

        public MqttClientTlsOptionsBuilder WithRevocationMode(X509RevocationMode revocationMode) => throw Signature.Only;

        public MqttClientTlsOptionsBuilder WithTrustChain(X509Certificate2Collection chain) => throw Signature.Only;
    }

    public sealed class MqttClientSubscribeOptions
    {
    }

    public sealed class MqttClientSubscribeOptionsBuilder
    {
        public MqttClientSubscribeOptions Build() => throw Signature.Only;

        public MqttClientSubscribeOptionsBuilder WithTopicFilter(
            string topic,
            MqttQualityOfServiceLevel qualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce,
            bool noLocal = false,
            bool retainAsPublished = false,
            MqttRetainHandling retainHandling = MqttRetainHandling.SendAtSubscribe) => throw Signature.Only;
    }
}

namespace MQTTnet.Formatter
{
    public enum MqttProtocolVersion
    {
        Unknown = 0,
        V500 = 5,
    }
}

namespace MQTTnet.Protocol
{
    public enum MqttQualityOfServiceLevel
    {
        AtMostOnce = 0x00,
        AtLeastOnce = 0x01,
        ExactlyOnce = 0x02,
    }

    public enum MqttRetainHandling
    {
        SendAtSubscribe = 0,
    }
}
