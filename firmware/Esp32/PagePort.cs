using System;
using System.Net;
using System.Net.Sockets;
using KarstLogger.Firmware.Core.Field.Page;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>The page's socket: one connection at a time, each with its limits of time. What is answered is decided in <see cref="FieldPage"/>.</summary>
    public class PagePort
    {
        private const int MicrosecondsPerMs = 1000;

        private readonly FieldPage _page;
        private readonly IClock _clock;
        private readonly byte[] _buffer = new byte[PageLimits.SendByteCount];
        private Socket _listener;

        /// <summary>A port of the page; nothing is opened yet.</summary>
        public PagePort(FieldPage page, IClock clock)
        {
            _page = page;
            _clock = clock;
        }

        /// <summary>Connections that ended with a fault.</summary>
        public int FaultCount { get; private set; }

        /// <summary>Words of the last fault; empty where there was none.</summary>
        public string Fault { get; private set; } = "";

        /// <summary>Where it listens, after <see cref="Open"/>.</summary>
        public EndPoint Listening
        {
            get { return _listener.LocalEndPoint; }
        }

        /// <summary>Begins to listen.</summary>
        /// <returns>False where the network is not there yet.</returns>
        public bool Open(int port)
        {
            try
            {
                Socket listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                listener.Bind(new IPEndPoint(IPAddress.Any, port));
                listener.Listen(PageLimits.WaitingMost);
                _listener = listener;
                return true;
            }
            catch (Exception e)
            {
                Note(e);
                return false;
            }
        }

        /// <summary>Waits up to <paramref name="waitMs"/> for a phone and answers it.</summary>
        public void Serve(int waitMs)
        {
            try
            {
                if (!_listener.Poll(waitMs * MicrosecondsPerMs, SelectMode.SelectRead))
                    return;
                Socket phone = _listener.Accept();
                try
                {
                    Talk(phone);
                }
                finally
                {
                    phone.Close();
                }
            }
            catch (Exception e)
            {
                // A phone that went away in the middle is the usual case; the next one is served.
                Note(e);
            }
        }

        /// <summary>Stops listening.</summary>
        public void Close()
        {
            if (_listener != null)
                _listener.Close();
            _listener = null;
        }

        private void Talk(Socket phone)
        {
            phone.SendTimeout = PageLimits.SendMsMost;
            PageConversation conversation = new PageConversation(_page);
            try
            {
                if (!Hear(phone, conversation))
                    return;
                int count;
                while ((count = conversation.Next(_buffer)) > 0)
                    for (int sent = 0; sent < count;)
                        sent += phone.Send(_buffer, sent, count - sent, SocketFlags.None);
            }
            finally
            {
                conversation.Close();
            }
        }

        // False where the phone hung up before its request was whole.
        private bool Hear(Socket phone, PageConversation conversation)
        {
            long deadline = _clock.ElapsedMs + PageLimits.RequestMsMost;
            while (true)
            {
                long left = deadline - _clock.ElapsedMs;
                if (left <= 0 || !phone.Poll((int)left * MicrosecondsPerMs, SelectMode.SelectRead))
                {
                    conversation.Expire();
                    return true;
                }
                int count = phone.Receive(_buffer);
                if (count <= 0)
                    return false;
                if (conversation.Take(_buffer, count, _clock.ElapsedMs))
                    return true;
            }
        }

        private void Note(Exception fault)
        {
            FaultCount++;
            Fault = fault.Message;
        }
    }
}
