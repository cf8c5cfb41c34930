using KarstLogger.Firmware.Core.Field;
using KarstLogger.Firmware.Core.Field.Page;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// A stay at the terminal, begun by a short press of the button: the LED shows the status round after round, lines are answered, samples come on their marks. Without a line it ends after a
    /// minute, otherwise a quarter of an hour after the last one.
    /// </summary>
    public class ConsoleSession
    {
        private const long WithoutLineMs = 60000;
        private const int TurnMs = 20;

        // The status costs two small files to read; a flash round has ten seconds.
        private const long LedEveryMs = 10000;

        private readonly IClock _clock;
        private readonly FieldDesk _desk;
        private readonly ConsoleLine _console;
        private readonly BoxButton _button;

        /// <summary>A session with the desk of this wake.</summary>
        public ConsoleSession(IClock clock, FieldDesk desk, ConsoleLine console, BoxButton button)
        {
            _clock = clock;
            _desk = desk;
            _console = console;
            _button = button;
        }

        /// <summary>Runs until nobody is there, the box has to start anew, or the button asks for something else.</summary>
        /// <returns>What the button asked for; <see cref="ButtonWish.None"/> for nothing.</returns>
        public ButtonWish Run()
        {
            ButtonWish wish = ButtonWish.None;
            long began = _clock.ElapsedMs;
            long shownMs = began - LedEveryMs;
            int led = LedCode.Solid;
            bool spoke = false;
            _console.Open();
            _console.Write("\r\nKARST console, help lists the words\r\n> ");
            while (!_desk.WantsReboot && wish != ButtonWish.AccessPoint && wish != ButtonWish.NetworkReset)
            {
                spoke |= _console.Serve(_desk);
                _desk.Idle();
                long now = _clock.ElapsedMs;
                if (now - shownMs >= LedEveryMs)
                {
                    led = _desk.Led(false, false);
                    shownMs = now;
                    if (spoke ? !_desk.IsSomeoneThere : now - began >= WithoutLineMs)
                        break;
                }
                _button.Show(led);
                wish = _button.Look();
                _clock.Wait(TurnMs);
            }
            _console.Write("\r\nasleep; press the button\r\n");
            _console.Close();
            _desk.Leave();
            _button.Dark();
            return wish;
        }
    }
}
