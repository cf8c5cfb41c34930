using System.Globalization;
using System.Text;

namespace KarstLogger.HostSim;

/// <content>What each command does.</content>
public sealed partial class ModemEmulator
{
    private readonly HashSet<string> _certificates = new(StringComparer.Ordinal);
    private bool _echoes = true;
    private bool _namesErrors;
    private bool _isPinEntered = true;
    private int _pinTries = 3;
    private string _apn = "";
    private double _ownClockAheadMs;
    private bool _service;
    private bool _acquired;
    private bool _connected;
    private bool _checksText = true;
    private bool _usesTls;
    private bool _authorityIsSet;
    private string _topic = "";
    private byte[] _payload = [];

    /// <summary>True where the card is locked for good.</summary>
    public bool SimIsBlocked => _pinTries == 0;

    /// <summary>Wrong PINs that the card still takes.</summary>
    public int PinTries => _pinTries;

    /// <summary>Certificates in the module's own store.</summary>
    public IReadOnlyCollection<string> Certificates => _certificates;

    private bool IsRegistered => !faults.SimMissing && _isPinEntered && !faults.Denied && !IsIn(faults.NoNetwork) && time.UtcMilliseconds >= _readyMs + faults.RegisterMs;

    private bool HasBearer => IsRegistered && (faults.Apn.Length == 0 || faults.Apn == _apn);

    private bool ClockIsSet => _ownClockAheadMs != 0 || (faults.NetworkTellsTime && IsRegistered);

    private void Obey(string name, string command)
    {
        string[] arguments = Arguments(command);
        switch (name)
        {
            case "AT" or "AT&F" or "AT+CTZU": Answer(); break;
            case "ATE0": _echoes = faults.EchoStays; Answer(); break;
            case "AT+CMEE": _namesErrors = arguments[0] == "1"; Answer(); break;
            case "AT+CPIN" when command.EndsWith('?'): AnswerPin(); break;
            case "AT+CPIN": EnterPin(arguments[0]); break;
            case "AT+SPIC": Answer(string.Create(CultureInfo.InvariantCulture, $"+SPIC: {_pinTries},10,0,10")); break;
            case "AT+CGDCONT": _apn = arguments[2]; Answer(); break;
            case "AT+CGAUTH" or "AT+CGATT": Answer(); break;
            case "AT+CEREG": Answer("+CEREG: 0," + (faults.Denied ? "3" : !IsRegistered ? "2" : faults.Roams ? "5" : "1")); break;
            case "AT+CSQ": Answer(IsRegistered ? "+CSQ: 17,99" : "+CSQ: 99,99"); break;
            case "AT+CGACT" when command.EndsWith('?'): Answer("+CGACT: 1," + (HasBearer ? "1" : "0"), "+CGACT: 8,0"); break;
            case "AT+CGACT": AnswerOr(30, HasBearer); break;
            case "AT+CCLK" when command.EndsWith('?'): Answer("+CCLK: \"" + ClockText() + "\""); break;
            case "AT+CCLK": _ownClockAheadMs = 1; Answer(); break;
            case "AT+CNTP" when arguments.Length > 0: Answer(); break;
            case "AT+CNTP": AskTimeServer(); break;
            case "AT+CPOF": Answer(); Say(800, "\r\nNORMAL POWER DOWN\r\n"); break;
            default: ObeyMqtt(name, command, arguments); break;
        }
    }

    private void ObeyMqtt(string name, string command, string[] arguments)
    {
        switch (name)
        {
            case "AT+CCERTLIST": Answer([.. _certificates.Select(one => $"+CCERTLIST: \"{one}\"")]); break;
            case "AT+CCERTDOWN": AskForData(Number(arguments[1]), _ => { _certificates.Add(arguments[0]); Answer(); }); break;
            case "AT+CSSLCFG" when arguments[0] == "cacert": _authorityIsSet = _certificates.Contains(arguments[2]); AnswerOr(4, _authorityIsSet); break;
            case "AT+CSSLCFG": Answer(); break;
            case "AT+CMQTTSTART": StartService(); break;
            case "AT+CMQTTACCQ" when !_service: Say(30, "\r\n+CMQTTACCQ: 0,9\r\n\r\nERROR\r\n"); break;
            case "AT+CMQTTACCQ": _acquired = true; _usesTls = arguments[2] == "1"; Answer(); break;
            case "AT+CMQTTSSLCFG" or "AT+CMQTTCFG" when !_acquired: Say(30, "\r\nERROR\r\n"); break;
            case "AT+CMQTTCFG" when arguments[0] == "checkUTF8": _checksText = arguments[2] == "1"; Answer(); break;
            case "AT+CMQTTSSLCFG" or "AT+CMQTTCFG": Answer(); break;
            case "AT+CMQTTCONNECT": Connect(); break;
            case "AT+CMQTTSUB": AskForData(Number(arguments[1]), _ => { Answer(); Say(2 * faults.LatencyMs, _connected ? "\r\n+CMQTTSUB: 0,0\r\n" : "\r\n+CMQTTSUB: 0,11\r\n"); }); break;
            case "AT+CMQTTTOPIC": AskForData(Number(arguments[1]), bytes => { _topic = Encoding.UTF8.GetString(bytes); Answer(); }); break;
            case "AT+CMQTTPAYLOAD": AskForData(Number(arguments[1]), bytes => { _payload = bytes; Answer(); }); break;
            case "AT+CMQTTPUB": Publish(); break;
            case "AT+CMQTTDISC": Answer(); Leave(); Say(faults.LatencyMs, "\r\n+CMQTTDISC: 0,0\r\n"); break;
            case "AT+CMQTTREL": _acquired = false; Answer(); break;
            case "AT+CMQTTSTOP": _service = false; Answer(); Say(200, "\r\n+CMQTTSTOP: 0\r\n"); break;
            default: throw new InvalidOperationException($"the emulated modem does not know '{command}'");
        }
    }

    private void AnswerOr(int errorNumber, bool isGood)
    {
        if (isGood)
            Answer();
        else
            Refuse(errorNumber);
    }

    private void AnswerPin()
    {
        if (faults.SimMissing)
            Refuse(10);
        else if (time.UtcMilliseconds < _readyMs + 700)
            Refuse(14);
        else
            Answer("+CPIN: " + (_pinTries == 0 ? "SIM PUK" : _isPinEntered ? "READY" : "SIM PIN"));
    }

    private void EnterPin(string pin)
    {
        if (pin == faults.SimPin)
        {
            _isPinEntered = true;
            _pinTries = 3;
            Answer();
            return;
        }
        _pinTries--;
        Refuse(16);
    }

    private void AskTimeServer()
    {
        bool isHeard = faults.TimeServerAnswers && HasBearer;
        Answer();
        if (isHeard)
            _ownClockAheadMs = 1;
        Say(isHeard ? 600 : 8000, isHeard ? "\r\n+CNTP: 0\r\n" : "\r\n+CNTP: 1\r\n");
    }

    private string ClockText()
    {
        if (!ClockIsSet)
            return "70/01/01,00:00:31+00";
        int quarters = faults.NetworkTellsTime ? faults.LocalTimeQuarters : 0;
        DateTime local = DateTime.UnixEpoch.AddMilliseconds(time.UtcMilliseconds).AddMinutes(15 * quarters);
        return local.ToString("yy'/'MM'/'dd','HH':'mm':'ss", CultureInfo.InvariantCulture) + quarters.ToString("+00;-00", CultureInfo.InvariantCulture);
    }

    private void StartService()
    {
        if (_service)
        {
            Say(30, "\r\n+CMQTTSTART: 23\r\n\r\nERROR\r\n");
            return;
        }
        _service = HasBearer;
        Answer();
        Say(300, _service ? "\r\n+CMQTTSTART: 0\r\n" : "\r\n+CMQTTSTART: 7\r\n");
    }

    private void Connect()
    {
        int error = !_acquired ? 20 : !HasBearer ? 3 : IsIn(faults.BrokerDown) ? 15 : _usesTls && !_authorityIsSet ? 33 : _usesTls && !ClockIsSet ? 32 : faults.BrokerRefuses ? 30 : 0;
        _connected = error == 0 && beyond.Open(0, 0);
        Answer();
        // Three round trips for TCP and TLS, one for MQTT.
        Say(8 * faults.LatencyMs, string.Create(CultureInfo.InvariantCulture, $"\r\n+CMQTTCONNECT: 0,{error}\r\n"));
    }

    private void Publish()
    {
        if (Happens("connection_lost", faults.ConnectionLostShare))
        {
            Leave();
            Answer();
            Say(400, "\r\n+CMQTTCONNLOST: 0,2\r\n");
            return;
        }
        if (chance.Happens(faults.ResetMidPublishShare))
        {
            Restart("reset_mid_publish");
            return;
        }
        bool isText = IsText(_payload);
        int error = !_connected ? 11 : _topic.Length == 0 ? 18 : _checksText && !isText ? 2 : IsIn(faults.NoNetwork) ? 16 : beyond.Publish(_topic, _payload) ? 0 : 17;
        _topic = "";
        if (error == 0 && Happens("unconfirmed", faults.UnconfirmedShare))
            error = 17;
        Answer();
        Say(2 * faults.LatencyMs, string.Create(CultureInfo.InvariantCulture, $"\r\n+CMQTTPUB: 0,{error}\r\n"));
    }

    private static bool IsText(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, true).GetCharCount(bytes) >= 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Arguments(string command)
    {
        int equals = command.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return [];
        List<string> all = [];
        StringBuilder one = new();
        bool quoted = false;
        foreach (char c in command[(equals + 1)..])
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                all.Add(one.ToString());
                one.Clear();
            }
            else
                one.Append(c);
        }
        all.Add(one.ToString());
        return [.. all];
    }
}
