using System.Globalization;
using System.Text;
using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>
/// A cellular module of SIMCom's A76XX family at its serial port, in virtual time: what it answers to commands, when, and what it says unasked. Written from the
/// manual beside the driver, with nothing in common. Behind it stands any link as broker and gateway.
/// </summary>
public sealed partial class ModemEmulator(VirtualTime time, Chance chance, ILink beyond, ModemFaults faults) : ISerialBus, IModemSupply
{
    private readonly PriorityQueue<byte[], (long AtMs, long Order)> _sent = new();
    private readonly StringBuilder _line = new();
    private long _order;
    private bool _isOn;
    private bool _isSilent;
    private long _readyMs;
    private byte[] _piece = [];
    private int _pieceTaken;
    private byte[]? _data;
    private int _dataCount;
    private long _dataUntilMs;
    private Action<byte[]> _whenDataIsThere = _ => { };

    /// <summary>How often each fault has been injected, by name.</summary>
    public SortedDictionary<string, long> Injected { get; } = new(StringComparer.Ordinal);

    /// <summary>Commands so far, without their arguments, with how often.</summary>
    public SortedDictionary<string, long> Commands { get; } = new(StringComparer.Ordinal);

    /// <summary>Times that the rail was switched on.</summary>
    public long PowerUps { get; private set; }

    /// <summary>Time with the rail on, ms.</summary>
    public long OnMs { get; private set; }

    /// <summary>What goes wrong; may be changed while the box runs.</summary>
    public ModemFaults Faults => faults;

    /// <inheritdoc/>
    public void ModemRail(bool on)
    {
        if (on == _isOn)
            return;
        if (!on)
            OnMs += time.UtcMilliseconds - (_readyMs - faults.BootMs);
        _isOn = on;
        Leave();
        _sent.Clear();
        _piece = [];
        _pieceTaken = 0;
        if (!on)
            return;
        PowerUps++;
        _isSilent = Happens("silent", faults.SilentShare);
        Start();
    }

    /// <inheritdoc/>
    public void Open(SerialSettings settings)
    {
        if (settings.Baud != 115200 || settings.DataBits != 8 || settings.Parity != SerialParity.None || settings.StopBits != 1)
            throw new ArgumentException("the emulated modem hears 115200 baud 8N1");
    }

    /// <inheritdoc/>
    public void DiscardInput()
    {
        while (_sent.TryPeek(out _, out (long AtMs, long Order) when) && when.AtMs <= time.UtcMilliseconds)
            _sent.Dequeue();
        _piece = [];
        _pieceTaken = 0;
    }

    /// <inheritdoc/>
    public void Write(byte[] bytes, int count)
    {
        // Ten bits a byte.
        time.Advance(count * 10_000L / 115_200);
        if (!_isOn || _isSilent || time.UtcMilliseconds < _readyMs)
            return;
        for (int i = 0; i < count; i++)
            Take(bytes[i]);
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int countMost, int timeoutMs)
    {
        if (_pieceTaken == _piece.Length)
        {
            Hear();
            if (!_sent.TryPeek(out byte[]? next, out (long AtMs, long Order) when) || when.AtMs > time.UtcMilliseconds + timeoutMs)
            {
                time.Advance(timeoutMs);
                return 0;
            }
            _sent.Dequeue();
            _piece = next;
            _pieceTaken = 0;
            time.Advance(when.AtMs - time.UtcMilliseconds);
        }
        int count = Math.Min(countMost, _piece.Length - _pieceTaken);
        if (faults.SplitReads)
            count = Math.Min(count, 1 + chance.Below(7));
        Array.Copy(_piece, _pieceTaken, buffer, offset, count);
        _pieceTaken += count;
        return count;
    }

    /// <summary>Power goes away from the whole box.</summary>
    public void LosePower() => ModemRail(false);

    private void Start()
    {
        _readyMs = time.UtcMilliseconds + faults.BootMs;
        _line.Clear();
        _data = null;
        _echoes = true;
        _namesErrors = false;
        _isPinEntered = faults.SimPin.Length == 0;
        _ownClockAheadMs = 0;
        _service = _acquired = _connected = false;
        _checksText = true;
        _usesTls = false;
        _authorityIsSet = false;
        if (_isSilent)
            return;
        Say(faults.BootMs, "\r\n*ATREADY: 1\r\n");
        Say(faults.BootMs + 900, "\r\n+CPIN: " + (faults.SimMissing ? "NOT INSERTED" : _isPinEntered ? "READY" : "SIM PIN") + "\r\n");
        Say(faults.BootMs + 1500, "\r\nSMS DONE\r\n\r\nPB DONE\r\n");
    }

    private void Restart(string name)
    {
        Injected[name] = Injected.GetValueOrDefault(name) + 1;
        Leave();
        Say(20, "\0\u007f");
        _readyMs = time.UtcMilliseconds;
        Start();
    }

    private void Leave()
    {
        if (_connected)
            beyond.Close();
        _connected = false;
    }

    private void Take(byte value)
    {
        if (_data is not null && time.UtcMilliseconds > _dataUntilMs)
            _data = null;
        if (_data is not null)
        {
            _data[_dataCount++] = value;
            if (_dataCount < _data.Length)
                return;
            byte[] whole = _data;
            _data = null;
            _whenDataIsThere(whole);
            return;
        }
        if (value != '\r')
        {
            if (value != '\n')
                _line.Append((char)value);
            return;
        }
        string command = _line.ToString();
        _line.Clear();
        if (command.Length == 0)
            return;
        Echo(command);
        string name = command.Split('=', '?')[0];
        Commands[name] = Commands.GetValueOrDefault(name) + 1;
        if (command != "AT" && Happens("error", faults.ErrorShare))
            Say(30, "\r\nERROR\r\n");
        else if (command != "AT" && Happens("cme_error", faults.CmeErrorShare))
            Refuse(3);
        else
            Obey(name, command);
    }

    private void Echo(string command)
    {
        if (Happens("wrong_echo", faults.WrongEchoShare))
        {
            char[] damaged = command.ToCharArray();
            damaged[chance.Below(damaged.Length)] = (char)('!' + chance.Below(90));
            Say(5, new string(damaged) + "\r");
        }
        else if (_echoes)
            Say(5, command + "\r");
    }

    /// <summary>Asks for bytes; after ten seconds without them the command has failed.</summary>
    private void AskForData(int count, Action<byte[]> then)
    {
        _data = new byte[count];
        _dataCount = 0;
        _dataUntilMs = time.UtcMilliseconds + 10_000;
        _whenDataIsThere = then;
        if (Happens("partial_prompt", faults.PartialPromptShare))
        {
            Say(40, "\r\n");
            Say(10_000, "\r\nERROR\r\n");
        }
        else
            Say(40, "\r\n>");
    }

    private void Answer(params string[] lines)
    {
        StringBuilder text = new();
        foreach (string line in lines)
        {
            text.Append("\r\n").Append(line).Append("\r\n");
            if (Happens("urc_mid_answer", faults.UrcMidAnswerShare))
                text.Append("\r\n+CGEV: ME PDN ACT 8\r\n");
        }
        Say(30, text + "\r\nOK\r\n");
        if (_connected && Happens("message_mid_answer", faults.UrcMidAnswerShare))
            Hear();
    }

    private void Refuse(int number) => Say(30, _namesErrors ? string.Create(CultureInfo.InvariantCulture, $"\r\n+CME ERROR: {number}\r\n") : "\r\nERROR\r\n");

    private void Say(int afterMs, string text) => SayBytes(afterMs, Encoding.Latin1.GetBytes(text));

    private void SayBytes(int afterMs, byte[] bytes) => _sent.Enqueue(bytes, (time.UtcMilliseconds + afterMs, _order++));

    /// <summary>Messages from the broker, whenever they come.</summary>
    private void Hear()
    {
        while (_connected && beyond.Receive(0) is { } message)
        {
            byte[] topic = Encoding.UTF8.GetBytes(message.Topic);
            byte[] head = Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\r\n+CMQTTRXSTART: 0,{topic.Length},{message.Payload.Length}\r\n+CMQTTRXTOPIC: 0,{topic.Length}\r\n"));
            List<byte> all = [.. head, .. topic];
            // The module hands long payloads over in pieces of 1500 bytes at most; shorter ones here, so that messages of every length come in several.
            for (int from = 0; from < message.Payload.Length; from += 100)
            {
                byte[] part = message.Payload[from..Math.Min(from + 100, message.Payload.Length)];
                all.AddRange(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\r\n+CMQTTRXPAYLOAD: 0,{part.Length}\r\n")));
                all.AddRange(part);
            }
            if (Happens("broken_message", faults.BrokenMessageShare))
                all.RemoveRange(head.Length + topic.Length, Math.Min(9, all.Count - head.Length - topic.Length));
            all.AddRange("\r\n+CMQTTRXEND: 0\r\n"u8);
            SayBytes(faults.LatencyMs, [.. all]);
        }
    }

    private bool Happens(string name, double share)
    {
        if (!chance.Happens(share))
            return false;
        Injected[name] = Injected.GetValueOrDefault(name) + 1;
        return true;
    }

    private bool IsIn(List<Stretch> stretches) => stretches.Any(stretch => stretch.Holds(time.UtcSeconds));
}
