using System;
using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Sending
{
    /// <summary>One batch as it is published.</summary>
    public static class Upload
    {
        /// <summary>The bytes on the air: how much waits behind this batch, when the box calls again, and the frames as the journal holds them.</summary>
        public static byte[] Payload(LoggerPorts ports, LoggerState state, ArrayList batch, uint nextContactSeconds)
        {
            int byteCount = Envelope.HeaderByteCount;
            foreach (byte[] frame in batch)
                byteCount += frame.Length;
            byte[] payload = new byte[byteCount];
            uint unsettled = state.UnsettledCount;
            // Frames that are sent again on request were settled long ago and do not wait.
            uint waiting = unsettled > (uint)batch.Count ? unsettled - (uint)batch.Count : 0;
            long now = ports.Clock.UtcMilliseconds;
            Envelope envelope = new Envelope
            {
                LoggerId = ports.LoggerId,
                BatchId = state.BatchId,
                SendUtcSeconds = (uint)(now / 1000),
                SendMilliseconds = (int)(now % 1000),
                Backlog = (int)(waiting > 65535 ? 65535 : waiting),
                NextContactSeconds = nextContactSeconds,
                FrameCount = batch.Count,
            };
            envelope.WriteHeader(payload);
            int offset = Envelope.HeaderByteCount;
            foreach (byte[] frame in batch)
            {
                Array.Copy(frame, 0, payload, offset, frame.Length);
                offset += frame.Length;
            }
            return payload;
        }
    }
}
