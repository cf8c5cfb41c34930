using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KarstLogger.Firmware.Core.Field.Page;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Esp32;
using KarstLogger.Firmware.Tests.Field.Page;
using KarstLogger.HostSim;

namespace KarstLogger.Firmware.Tests.Board;

/// <summary>The two loops that bring bytes to the page, the board's and this computer's, over real sockets.</summary>
public sealed class PagePortTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly PagePort _board;

    public PagePortTests()
    {
        File.WriteAllText(_file, new string('页', 20_000)); // 60 000 bytes: many pieces
        FieldPage page = new("box", line => line, _ => false, () => PageFile.Open(_file), new PinGate(""));
        _board = new PagePort(page, new RunningClock());
        Assert.True(_board.Open(0));
    }

    public void Dispose()
    {
        _board.Close();
        File.Delete(_file);
    }

    [Fact]
    public async Task The_board_sends_the_page_whole()
    {
        Task<string> asked = AskAsync(((IPEndPoint)_board.Listening).Port, PageWorld.Get("/", "box"));
        _board.Serve(5000);
        string answer = await asked;
        Assert.Contains("Content-Length: 60000\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(20_000, PageWorld.BodyOf(answer).Count(letter => letter == '页'));
        Assert.Equal(0, _board.FaultCount);
    }

    [Fact]
    public async Task A_phone_that_hangs_up_in_the_middle_does_not_end_the_board()
    {
        int port = ((IPEndPoint)_board.Listening).Port;
        using (TcpClient phone = new())
        {
            await phone.ConnectAsync(IPAddress.Loopback, port);
            await phone.GetStream().WriteAsync("GET / HT"u8.ToArray());
        }
        _board.Serve(5000);
        Task<string> asked = AskAsync(port, PageWorld.Get("/do?line=status", "box"));
        _board.Serve(5000);
        Assert.Equal("status", PageWorld.BodyOf(await asked));
    }

    [Fact]
    public async Task A_phone_that_says_nothing_is_told_so_after_five_seconds_of_the_boards_clock()
    {
        RunningClock clock = new() { Ahead = PageLimits.RequestMsMost };
        PagePort board = new(new FieldPage("box", line => line, _ => false, () => null!, new PinGate("")), clock);
        Assert.True(board.Open(0));
        Task<string> asked = AskAsync(((IPEndPoint)board.Listening).Port, "GET");
        board.Serve(5000);
        Assert.Equal(408, PageWorld.StatusOf(await asked));
        board.Close();
    }

    [Fact]
    public void A_port_that_is_taken_is_told_and_can_be_tried_again()
    {
        PagePort second = new(new FieldPage("box", line => line, _ => false, () => null!, new PinGate("")), new RunningClock());
        Assert.False(second.Open(((IPEndPoint)_board.Listening).Port));
        Assert.NotEmpty(second.Fault);
        Assert.True(second.Open(0));
        second.Close();
    }

    [Fact]
    public async Task This_computer_serves_the_same_bytes_as_the_board()
    {
        Task<string> asked = AskAsync(((IPEndPoint)_board.Listening).Port, PageWorld.Get("/", "box"));
        _board.Serve(5000);
        await using PageListener listener = new(0, _ => new FieldPage("box", line => line, _ => false, () => PageListener.OpenFile(_file)!, new PinGate("")));
        Assert.Equal(await asked, await AskAsync(PortOf(listener), PageWorld.Get("/", "box")));
        Assert.Equal(0, listener.FaultCount);
    }

    private static int PortOf(PageListener listener) => int.Parse(listener.Address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> AskAsync(int port, string request)
    {
        using TcpClient phone = new();
        await phone.ConnectAsync(IPAddress.Loopback, port);
        await phone.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request));
        using MemoryStream answer = new();
        await phone.GetStream().CopyToAsync(answer);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private sealed class RunningClock : IClock
    {
        private readonly long _began = Stopwatch.GetTimestamp();
        private long _looks;

        /// <summary>The clock is ahead by this at its second look: what was waited for did not come.</summary>
        public long Ahead { get; init; }

        public long UtcMilliseconds => ElapsedMs;

        public long ElapsedMs => (long)Stopwatch.GetElapsedTime(_began).TotalMilliseconds + (_looks++ > 1 ? Ahead : 0);

        public void Set(long utcMilliseconds) => throw new InvalidOperationException("The page's port does not set the clock.");

        public void Wait(int ms) => throw new InvalidOperationException("The page's port waits on its socket.");
    }
}
