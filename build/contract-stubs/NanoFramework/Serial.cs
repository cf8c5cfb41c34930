// nanoFramework.System.IO.Ports 1.1.139.
namespace System.IO.Ports;

public enum Parity
{
    None = 0,
    Odd = 1,
    Even = 2,
}

public enum StopBits
{
    One = 1,
    Two = 2,
}

public enum SerialMode
{
    Normal = 0,
    RS485 = 1,
}

public sealed class SerialPort : IDisposable
{
    public SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8, StopBits stopBits = StopBits.One) => throw KarstLogger.SignatureOnly.Fault;

    public SerialMode Mode { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public int ReadTimeout { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public int WriteTimeout { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public int ReadBufferSize { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public int BytesToRead => throw KarstLogger.SignatureOnly.Fault;

    public void Open() => throw KarstLogger.SignatureOnly.Fault;

    public void Close() => throw KarstLogger.SignatureOnly.Fault;

    public int Read(byte[] buffer, int offset, int count) => throw KarstLogger.SignatureOnly.Fault;

    public void Write(byte[] buffer, int offset, int count) => throw KarstLogger.SignatureOnly.Fault;

    public void Dispose() => throw KarstLogger.SignatureOnly.Fault;
}
