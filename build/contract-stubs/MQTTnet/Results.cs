namespace MQTTnet
{
    public sealed class MqttClientConnectResult
    {
        public MqttClientConnectResultCode ResultCode { get => throw Signature.Only; init => throw Signature.Only; }
    }

    public enum MqttClientConnectResultCode
    {
        Success = 0,
    }

    public sealed class MqttClientPublishResult
    {
        private MqttClientPublishResult() => throw Signature.Only;

        public MqttClientPublishReasonCode ReasonCode => throw Signature.Only;
    }

    public enum MqttClientPublishReasonCode
    {
        Success = 0,
    }

    public sealed class MqttClientSubscribeResult
    {
        private MqttClientSubscribeResult() => throw Signature.Only;

        public IReadOnlyCollection<MqttClientSubscribeResultItem> Items => throw Signature.Only;
    }

    public sealed class MqttClientSubscribeResultItem
    {
        private MqttClientSubscribeResultItem() => throw Signature.Only;

        public MqttClientSubscribeResultCode ResultCode => throw Signature.Only;
    }

    public enum MqttClientSubscribeResultCode
    {
        GrantedQoS0 = 0x00,
    }
}

namespace MQTTnet.Exceptions
{
    public class MqttCommunicationException : Exception
    {
        protected MqttCommunicationException() => throw Signature.Only;
    }

    public class MqttClientNotConnectedException : MqttCommunicationException
    {
        private MqttClientNotConnectedException() => throw Signature.Only;
    }

    public class MqttProtocolViolationException : Exception
    {
        private MqttProtocolViolationException() => throw Signature.Only;
    }
}
