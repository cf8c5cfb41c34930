using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using KarstLogger.Firmware.Core.Field.Page;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// Addresses and names for phones, on a thread of their own: a phone that joins must get its address within seconds, also while a sample is taken. It shares nothing with the
    /// rest of the box. The runtime has no DHCP server of its own (CONFIG_LWIP_DHCPS=n in its ESP32 configurations).
    /// </summary>
    public class PhonePorts
    {
        private const int PollMicroseconds = 50000;
        private const int AgainMs = 1000;

        private readonly byte[] _box;
        private readonly DhcpAnswers _dhcp;
        private readonly DnsAnswers _dns;
        private readonly byte[] _buffer = new byte[DhcpAnswers.ByteCountMost];
        private Socket _addresses;
        private Socket _sender;
        private Socket _names;
        private bool _isStopping;

        /// <summary>Ports of a box with an address of four bytes.</summary>
        public PhonePorts(byte[] box)
        {
            _box = box;
            _dhcp = new DhcpAnswers(box);
            _dns = new DnsAnswers(box);
        }

        /// <summary>Words of the last fault; empty where there was none.</summary>
        public string Fault { get; private set; } = "";

        /// <summary>Begins on a thread of its own.</summary>
        public void Start()
        {
            new Thread(Run).Start();
        }

        /// <summary>Ends with the running turn.</summary>
        public void Stop()
        {
            _isStopping = true;
        }

        // The one catch of this thread: after a fault (the radio is not up yet, a socket broke) everything is opened anew.
        private void Run()
        {
            while (!_isStopping)
            {
                try
                {
                    Open();
                    while (!_isStopping)
                    {
                        Addresses();
                        Names();
                    }
                }
                catch (Exception e)
                {
                    Fault = e.Message;
                    Thread.Sleep(AgainMs);
                }
                Close();
            }
        }

        private void Open()
        {
            _addresses = Udp();
            // To this address phones without one send; bound to it the runtime hands broadcasts over.
            _addresses.Bind(new IPEndPoint(IPAddress.Broadcast, DhcpAnswers.Port));
            _sender = Udp();
            _sender.Bind(new IPEndPoint(new IPAddress(_box), 0));
            _sender.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Broadcast, true);
            _names = Udp();
            _names.Bind(new IPEndPoint(new IPAddress(_box), DnsAnswers.Port));
        }

        private void Addresses()
        {
            if (!_addresses.Poll(PollMicroseconds, SelectMode.SelectRead))
                return;
            byte[] answer = _dhcp.Answer(_buffer, _addresses.Receive(_buffer));
            if (answer != null)
                _sender.SendTo(answer, new IPEndPoint(IPAddress.Broadcast, DhcpAnswers.PhonePort));
        }

        private void Names()
        {
            if (!_names.Poll(PollMicroseconds, SelectMode.SelectRead))
                return;
            EndPoint phone = new IPEndPoint(IPAddress.Any, 0);
            byte[] answer = _dns.Answer(_buffer, _names.ReceiveFrom(_buffer, ref phone));
            if (answer != null)
                _names.SendTo(answer, phone);
        }

        private void Close()
        {
            foreach (Socket socket in new Socket[] { _addresses, _sender, _names })
                if (socket != null)
                    socket.Close();
            _addresses = null;
            _sender = null;
            _names = null;
        }

        private static Socket Udp()
        {
            return new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        }
    }
}
