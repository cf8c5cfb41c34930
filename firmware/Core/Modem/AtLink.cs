using System;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Modem
{
    /// <summary>
    /// The link over a cellular modem with AT commands, for springs without WiFi. The modem has its supply only between <see cref="Open"/> and <see cref="Close"/>: the
    /// board's rail is off in deep sleep, so there is nothing to put to a lighter sleep (decision 0130). Nothing here throws: each try ends with a named result that is counted.
    /// </summary>
    public class AtLink : ILink, ILinkReport
    {
        private readonly IClock _clock;
        private readonly IModemSupply _supply;
        private readonly ModemSettings _settings;
        private readonly AtMail _mail = new AtMail();
        private readonly AtPort _port;
        private readonly AtNetwork _network;
        private readonly AtBroker _broker;
        private readonly uint[] _counts = new uint[ModemResult.Count];

        /// <summary>A link over a serial line; nothing is switched on yet.</summary>
        public AtLink(ISerialBus bus, IClock clock, IModemSupply supply, ModemSettings settings)
        {
            _clock = clock;
            _supply = supply;
            _settings = settings;
            _port = new AtPort(bus, clock, _mail);
            _network = new AtNetwork(_port, clock, supply, settings);
            _broker = new AtBroker(_port, clock, settings);
        }

        /// <summary>How the last call ended; one of <see cref="ModemResult"/>.</summary>
        public int Result { get; private set; }

        /// <inheritdoc/>
        public int SignalDbm
        {
            get { return _network.SignalDbm; }
        }

        /// <inheritdoc/>
        public bool HasNetwork { get; private set; }

        /// <inheritdoc/>
        int ILinkReport.ModemResult
        {
            get { return Result; }
        }

        /// <summary>How often a result was met since this link was made; <see cref="ModemResult.Ok"/> counts the successful calls.</summary>
        public uint CountOf(int result)
        {
            return result == ModemResult.MessageBroken ? _mail.Broken : _counts[result];
        }

        /// <inheritdoc/>
        public string Report
        {
            get { return "modem=" + ModemResult.Name(Result) + " error=" + _broker.ErrorNumber + " signal_dbm=" + SignalDbm; }
        }

        /// <inheritdoc/>
        public bool Open(int effort, int timeoutMs)
        {
            HasNetwork = false;
            try
            {
                long deadline = _clock.ElapsedMs + timeoutMs;
                int result = _network.Attach(effort, deadline);
                HasNetwork = result == ModemResult.Ok;
                if (result == ModemResult.Ok)
                    result = _network.AskTime(_settings.BrokerUsesTls, _clock.UtcMilliseconds >= ClockKeeper.SetSecondsLeast * 1000L);
                return Note(result == ModemResult.Ok ? _broker.Connect(deadline) : result);
            }
            catch (Exception)
            {
                return Note(ModemResult.PortFault);
            }
        }

        /// <inheritdoc/>
        public bool Publish(string topic, byte[] payload)
        {
            try
            {
                return Note(_broker.IsConnected ? _broker.Publish(topic, payload) : ModemResult.ConnectionLost);
            }
            catch (Exception)
            {
                return Note(ModemResult.PortFault);
            }
        }

        /// <inheritdoc/>
        public LinkMessage Receive(int timeoutMs)
        {
            try
            {
                long deadline = _clock.ElapsedMs + timeoutMs;
                while (_mail.Count == 0 && !_port.ConnectionLost)
                {
                    long left = deadline - _clock.ElapsedMs;
                    // With no time to wait, what has arrived is still taken in.
                    if (!_port.Pump(left > 0 ? (int)left : 0) && left <= 0)
                        break;
                }
                if (_mail.Count == 0 && _port.ConnectionLost && _broker.IsConnected)
                    Note(_port.Starts > 0 ? ModemResult.Restarted : ModemResult.ConnectionLost);
            }
            catch (Exception)
            {
                Note(ModemResult.PortFault);
            }
            return _mail.Take();
        }

        /// <inheritdoc/>
        public void Close()
        {
            try
            {
                // A modem that never answered would only cost the waiting.
                if (Result != ModemResult.Silent && Result != ModemResult.PortFault)
                {
                    _broker.Disconnect();
                    _network.SwitchOff();
                }
            }
            catch (Exception)
            {
                Note(ModemResult.PortFault);
            }
            _supply.ModemRail(false);
        }

        /// <inheritdoc/>
        public bool TakeTime(out long utcMilliseconds, out ClockSource source, out uint errorMs)
        {
            source = ClockSource.Modem;
            errorMs = _network.TimeErrorMs;
            utcMilliseconds = _network.TimeUtcMilliseconds + _clock.ElapsedMs - _network.TimeAtElapsedMs;
            return _network.TimeUtcMilliseconds != 0;
        }

        private bool Note(int result)
        {
            Result = result;
            _counts[result]++;
            return result == ModemResult.Ok;
        }
    }
}
