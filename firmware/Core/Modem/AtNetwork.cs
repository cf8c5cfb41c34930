using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Core.Modem
{
    /// <summary>
    /// From a modem that has just been given its supply to a data connection: generic commands of 3GPP TS 27.007. Times are those of the module's manual (A76XX Series
    /// AT Command Manual: "Max Response Time 9000ms" for these commands) where no other origin is given.
    /// </summary>
    public class AtNetwork
    {
        private const int CommandMs = 9000;

        // Until the module answers after its rail came on: about 10 s by experience with the family; the manual of the hardware was not at hand. Not measured.
        private const int BootMs = 20000;
        private const int ProbeMs = 500;
        private const int PollMs = 1000;

        // A card that has just been given its supply is busy at first (+CME ERROR 14).
        private const int SimMs = 10000;

        // Rail off long enough for its capacitors to empty, so that off is off. Not measured.
        private const int OffMs = 3000;

        // The time that a network tells has no accuracy in 3GPP TS 22.042: half a minute is our doubt; the gateway's answer, seconds later, is far better.
        private const uint NetworkTimeErrorMs = 30000;

        // +CCLK has whole seconds, and the time server's answer comes over a mobile network.
        private const uint ServerTimeErrorMs = 3000;
        private const int TimeServerMs = 30000;

        // Three tries are all that a new card has: below that somebody was wrong before us, and a third wrong PIN locks the card for good.
        private const int PinTriesLeast = 3;

        private const int SimNotInserted = 10;
        private const int SimFailure = 13;
        private const int SimWrong = 15;

        private readonly AtPort _port;
        private readonly IClock _clock;
        private readonly IModemSupply _supply;
        private readonly ModemSettings _settings;
        private long _deadlineMs;

        /// <summary>A network behind a line.</summary>
        public AtNetwork(AtPort port, IClock clock, IModemSupply supply, ModemSettings settings)
        {
            _port = port;
            _clock = clock;
            _supply = supply;
            _settings = settings;
        }

        /// <summary>Signal, dBm (3GPP TS 27.007, 8.5); 0 = not known.</summary>
        public int SignalDbm { get; private set; }

        /// <summary>The time that came from outside, ms since 1970-01-01 UTC, at <see cref="TimeAtElapsedMs"/>; 0 = none.</summary>
        public long TimeUtcMilliseconds { get; private set; }

        /// <summary>When it came, in the clock's elapsed time, ms.</summary>
        public long TimeAtElapsedMs { get; private set; }

        /// <summary>How wrong it may be, ms.</summary>
        public uint TimeErrorMs { get; private set; }

        /// <summary>Attaches with an effort (<see cref="LinkEffort"/>) until <paramref name="deadlineMs"/> of the elapsed time.</summary>
        /// <returns>One of <see cref="ModemResult"/>.</returns>
        public int Attach(int effort, long deadlineMs)
        {
            _deadlineMs = deadlineMs;
            if (effort == LinkEffort.PowerCycle)
            {
                _supply.ModemRail(false);
                _clock.Wait(OffMs);
            }
            _supply.ModemRail(true);
            _port.Open();
            if (!Wake())
                return ModemResult.Silent;
            // A profile that somebody stored wrongly outlives the rail.
            if (effort == LinkEffort.PowerCycle)
                _port.Command("AT&F", CommandMs);
            _port.Command("ATE0", CommandMs);
            _port.Command("AT+CMEE=1", CommandMs);
            int result = UnlockSim();
            if (result == ModemResult.Ok)
                result = Register(effort);
            if (result == ModemResult.Ok)
                result = OpenBearer();
            // What the modem said of its own start, however late, is no loss.
            _port.BeginConnection();
            return result;
        }

        /// <summary>Asks for the time of network or time server; gives the modem ours where it has none, because certificates have dates.</summary>
        public int AskTime(bool isNeeded, bool oursIsSet)
        {
            if (TakeTime(NetworkTimeErrorMs))
                return ModemResult.Ok;
            if (!isNeeded)
                return ModemResult.Ok;
            if (oursIsSet)
                return _port.Command("AT+CCLK=\"" + AtText.ClockText(_clock.UtcMilliseconds) + "\"", CommandMs) == AtAnswer.Ok ? ModemResult.Ok : ModemResult.NoTime;
            if (_port.Command("AT+CNTP=\"" + _settings.TimeServer + "\",0", CommandMs) != AtAnswer.Ok || _port.Command("AT+CNTP", CommandMs) != AtAnswer.Ok)
                return ModemResult.NoTime;
            string line = _port.Await("+CNTP:", Left(TimeServerMs));
            return line != null && AtText.Number(line, 0) == 0 && TakeTime(ServerTimeErrorMs) ? ModemResult.Ok : ModemResult.NoTime;
        }

        /// <summary>Takes the modem off the network and off the supply.</summary>
        public void SwitchOff()
        {
            // The network keeps a place for a modem that just goes silent; saying goodbye is quicker the next time.
            if (_port.Command("AT+CPOF", CommandMs) == AtAnswer.Ok)
                _clock.Wait(PollMs);
            _supply.ModemRail(false);
        }

        private bool IsOver
        {
            get { return _clock.ElapsedMs >= _deadlineMs; }
        }

        private int Left(int mostMs)
        {
            long left = _deadlineMs - _clock.ElapsedMs;
            return left < 0 ? 0 : left < mostMs ? (int)left : mostMs;
        }

        private bool Wake()
        {
            long until = _clock.ElapsedMs + Left(BootMs);
            while (_clock.ElapsedMs < until)
            {
                if (_port.Command("AT", ProbeMs) != AtAnswer.Ok)
                    continue;
                _port.WaitForQuiet();
                return true;
            }
            return false;
        }

        private int UnlockSim()
        {
            long until = _clock.ElapsedMs + Left(SimMs);
            while (true)
            {
                int answer = _port.Command("AT+CPIN?", CommandMs);
                string line = _port.Line("+CPIN:");
                if (answer == AtAnswer.Ok && line != null)
                    return line.IndexOf("READY") >= 0 ? ModemResult.Ok : line.IndexOf("SIM PIN") >= 0 ? EnterPin() : ModemResult.SimLocked;
                if (answer == AtAnswer.Error && (_port.ErrorNumber == SimNotInserted || _port.ErrorNumber == SimFailure || _port.ErrorNumber == SimWrong))
                    return ModemResult.NoSim;
                if (_clock.ElapsedMs >= until)
                    return answer == AtAnswer.None ? ModemResult.CommandTimeout : ModemResult.NoSim;
                _clock.Wait(PollMs);
            }
        }

        private int EnterPin()
        {
            if (_settings.SimPin.Length == 0)
                return ModemResult.SimLocked;
            string tries = _port.Command("AT+SPIC", CommandMs) == AtAnswer.Ok ? _port.Line("+SPIC:") : null;
            if (tries == null || AtText.Number(tries, 0) < PinTriesLeast)
                return ModemResult.SimLocked;
            return _port.Command("AT+CPIN=\"" + _settings.SimPin + "\"", CommandMs) == AtAnswer.Ok ? ModemResult.Ok : ModemResult.SimLocked;
        }

        private int Register(int effort)
        {
            if (_port.Command("AT+CGDCONT=1,\"IP\",\"" + _settings.Apn + "\"", CommandMs) != AtAnswer.Ok)
                return ModemResult.Refused;
            // The module wants the password before the user (its manual, 5.2.16), other than the standard.
            if (_settings.ApnUser.Length > 0
                && _port.Command("AT+CGAUTH=1,1,\"" + _settings.ApnPassword + "\",\"" + _settings.ApnUser + "\"", CommandMs) != AtAnswer.Ok)
                return ModemResult.Refused;
            if (effort == LinkEffort.Reattach)
            {
                _port.Command("AT+CGATT=0", Left(CommandMs));
                _port.Command("AT+CGATT=1", Left(CommandMs));
            }
            while (!IsOver)
            {
                string line = _port.Command("AT+CEREG?", Left(CommandMs)) == AtAnswer.Ok ? _port.Line("+CEREG:") : null;
                int state = line == null ? 0 : AtText.Number(line, 1);
                NoteSignal();
                if (state == 1 || (state == 5 && _settings.MayRoam))
                    return ModemResult.Ok;
                if (state == 3 || state == 5)
                    return ModemResult.NetworkDenied;
                _clock.Wait(PollMs);
            }
            return ModemResult.NoNetwork;
        }

        private void NoteSignal()
        {
            string line = _port.Command("AT+CSQ", Left(CommandMs)) == AtAnswer.Ok ? _port.Line("+CSQ:") : null;
            int rssi = line == null ? -1 : AtText.Number(line, 0);
            SignalDbm = rssi < 0 || rssi > 31 ? 0 : 2 * rssi - 113;
        }

        private int OpenBearer()
        {
            // LTE brings its first data connection up with the registration; asking once more is permitted and answers OK.
            if (_port.Command("AT+CGACT=1,1", Left(CommandMs)) == AtAnswer.Ok)
                return ModemResult.Ok;
            string line = _port.Command("AT+CGACT?", Left(CommandMs)) == AtAnswer.Ok ? _port.Line("+CGACT: 1,") : null;
            return line != null && AtText.Number(line, 1) == 1 ? ModemResult.Ok : ModemResult.NoBearer;
        }

        private bool TakeTime(uint errorMs)
        {
            string line = _port.Command("AT+CCLK?", CommandMs) == AtAnswer.Ok ? _port.Line("+CCLK:") : null;
            long utc = line == null ? 0 : AtText.ClockUtcMilliseconds(line);
            if (utc < ClockKeeper.SetSecondsLeast * 1000L)
                return false;
            TimeUtcMilliseconds = utc;
            TimeAtElapsedMs = _clock.ElapsedMs;
            TimeErrorMs = errorMs;
            return true;
        }
    }
}
