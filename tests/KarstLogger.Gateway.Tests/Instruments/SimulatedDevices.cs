#if KARST_FEED_FULL
using System.Device.Gpio;
using System.Device.I2c;

namespace KarstLogger.Gateway.Tests.Instruments;

/// <summary>A chip on the bus: a write sets the register pointer and, with more bytes, registers; a read goes on from the pointer. Unplugged it does not acknowledge.</summary>
internal abstract class SimulatedChip(int address) : I2cDevice
{
    public bool IsPlugged { get; set; } = true;

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

    protected byte Pointer { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Acknowledge();
        Pointer = buffer[0];
        Store(buffer);
    }

    public override void Read(Span<byte> buffer)
    {
        Acknowledge();
        Fetch(buffer);
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    public override byte ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        Read(one);
        return one[0];
    }

    public override void WriteByte(byte value) => Write([value]);

    protected abstract void Store(ReadOnlySpan<byte> buffer);

    protected abstract void Fetch(Span<byte> buffer);

    // What Linux says when nobody acknowledges (errno 121, EREMOTEIO).
    private void Acknowledge()
    {
        if (!IsPlugged)
            throw new IOException("Error 121 performing I2C data transfer.");
    }
}

/// <summary>Bosch BME280: 256 registers of 8 bits, pairs of (register, value) in a write, auto-increment in a read; a forced measurement is done at once.</summary>
internal sealed class SimulatedBme280 : SimulatedChip
{
    // BST-BMP280-DS001, section 3.12: dig_T1 ... dig_T3, dig_P1 ... dig_P9 from register 0x88 on, low byte first.
    private static readonly int[] Trimming = [27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000];

    public SimulatedBme280() : base(0x76)
    {
        Registers[0xD0] = 0x60;
        for (int i = 0; i < Trimming.Length; i++)
            (Registers[0x88 + 2 * i], Registers[0x89 + 2 * i]) = ((byte)Trimming[i], (byte)(Trimming[i] >> 8));
        PutPressure(415_148);
        Put20Bits(0xFA, 519_888);
    }

    public byte[] Registers { get; } = new byte[256];

    public void PutPressure(int raw) => Put20Bits(0xF7, raw);

    protected override void Store(ReadOnlySpan<byte> buffer)
    {
        for (int i = 0; i + 1 < buffer.Length; i += 2)
            Registers[buffer[i]] = buffer[i] == 0xF4 ? (byte)(buffer[i + 1] & 0xFC) : buffer[i + 1]; // after a forced measurement the mode bits are 00: asleep
    }

    protected override void Fetch(Span<byte> buffer) => Registers.AsSpan(Pointer, buffer.Length).CopyTo(buffer);

    private void Put20Bits(int register, int raw) =>
        (Registers[register], Registers[register + 1], Registers[register + 2]) = ((byte)(raw >> 12), (byte)(raw >> 4), (byte)(raw << 4));
}

/// <summary>TI INA219: registers of 16 bits, high byte first.</summary>
internal sealed class SimulatedIna219() : SimulatedChip(0x40)
{
    private readonly Dictionary<byte, ushort> registers = new() { [0] = 0x399F, [1] = 0x07D0, [2] = 0x5D98 };

    protected override void Store(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length == 3)
            registers[buffer[0]] = (ushort)(buffer[1] << 8 | buffer[2]);
    }

    protected override void Fetch(Span<byte> buffer) => (buffer[0], buffer[1]) = ((byte)(registers[Pointer] >> 8), (byte)registers[Pointer]);
}

/// <summary>The pins of a Raspberry Pi, whose levels a test sets.</summary>
internal sealed class SimulatedPins : GpioDriver
{
    private readonly Dictionary<int, PinMode> modes = [];
    private readonly Dictionary<int, PinChangeEventHandler> falling = [];

    public Dictionary<int, PinValue> Values { get; } = [];

    protected override int PinCount => 28;

    public void Fall(int pin) => falling[pin](this, new PinValueChangedEventArgs(PinEventTypes.Falling, pin));

    protected override void OpenPin(int pinNumber) => modes[pinNumber] = PinMode.Input;

    protected override void ClosePin(int pinNumber) => modes.Remove(pinNumber);

    protected override void SetPinMode(int pinNumber, PinMode mode) => modes[pinNumber] = mode;

    protected override PinMode GetPinMode(int pinNumber) => modes[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode is PinMode.Input or PinMode.Output;

    protected override PinValue Read(int pinNumber) => Values[pinNumber];

    protected override void Write(int pinNumber, PinValue value) => Values[pinNumber] = modes[pinNumber] == PinMode.Output ? value : throw new InvalidOperationException("not an output");

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        if (eventTypes.HasFlag(PinEventTypes.Falling))
            falling[pinNumber] = callback;
    }

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => falling.Remove(pinNumber);
}
#endif
